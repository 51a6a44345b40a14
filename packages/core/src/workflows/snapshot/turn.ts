import { createGate, createKeyedGate } from "@docket/auth/gate";

/** How many snapshots this process reads from the database at a time. Others wait. */
const readGate = createGate({ running: 2, waiting: 1_000 });
/** How many responses of one person can wait in memory for their client. Others wait. */
const responseGate = createKeyedGate({ running: 1, waiting: 100 });

/** Waits until a snapshot can be read, and returns a function that ends the turn. */
export function takeReadTurn(): Promise<() => void> {
  return turnIn(readGate);
}

/**
 * Waits until a response with a snapshot can be sent to this person, and returns a function that ends the turn.
 *
 * @throws BusyError if too many of the person's requests are waiting
 */
export function takeResponseTurn(userId: string): Promise<() => void> {
  return turnIn((work) => responseGate(userId, work));
}

function turnIn(gate: (work: () => Promise<void>) => Promise<void>): Promise<() => void> {
  return new Promise((resolve, reject) => {
    gate(() => new Promise<void>((release) => resolve(release))).catch(reject);
  });
}
