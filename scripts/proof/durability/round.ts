import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./fault.ts";
import type { Installation } from "./installation.ts";
import type { Ledger } from "./ledger.ts";
import { keepWriting } from "./writer.ts";

const WRITERS = 8;
/** How long the writers run before and after the fault, in milliseconds. */
const WRITING_MS = 700;
const ANSWERED_WITHIN_MS = 60_000;

/** The result of a round. */
export type Round = { fault: Fault; acknowledged: number; unanswered: number; writableAfterMs: number };

/**
 * Lets clients write, causes a fault at a random time, waits until writes are accepted again, and then retries the
 * unacknowledged writes with the same command IDs.
 *
 * @param options `name`: the name of the round, which makes the text of its writes unique
 * @throws Error if a retried write still fails after a minute
 */
export async function runRound(
  installation: Installation,
  ledger: Ledger,
  { fault, name, random }: { fault: Fault; name: string; random: () => number },
): Promise<Round> {
  const before = ledger.writes.length;
  const stop = new AbortController();
  const writers = Array.from({ length: WRITERS }, (_, writer) =>
    keepWriting(installation.desk, ledger, `${name}-${writer}`, stop.signal),
  );
  await sleep(WRITING_MS + random() * WRITING_MS);
  await fault.cause(installation, random);
  const writableAfterMs = await installation.recover();
  await sleep(WRITING_MS);
  stop.abort();
  await Promise.all(writers);

  const unanswered = ledger.unanswered();
  for (const write of unanswered) {
    await untilAnswered(write.send);
    write.isAcknowledged = true;
  }
  const sent = ledger.writes.length - before;
  return { fault, acknowledged: sent - unanswered.length, unanswered: unanswered.length, writableAfterMs };
}

async function untilAnswered(send: () => Promise<unknown>): Promise<void> {
  const deadline = performance.now() + ANSWERED_WITHIN_MS;
  for (;;) {
    try {
      await send();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(200);
    }
  }
}
