import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./fault.ts";
import type { Installation } from "./installation.ts";
import type { Ledger } from "./ledger.ts";
import { keepWriting } from "./writer.ts";

const WRITERS = 8;
/** Writers go on for this long before the fault and after it, in milliseconds. */
const CALM_MS = 700;
const ANSWERED_WITHIN_MS = 60_000;

/** What a round came to. */
export type Round = { fault: Fault; acknowledged: number; unanswered: number; writableAfterMs: number };

/**
 * Lets clients write, brings the fault about at a random moment, waits until writes are taken again, and sends what got
 * no answer once more, under the same command ids.
 *
 * @param name of the round, which makes the texts of its writes its own
 * @throws Error when a write that got no answer is still refused a minute later
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
  await sleep(CALM_MS + random() * CALM_MS);
  await fault.strike(installation, random);
  const writableAfterMs = await installation.recover();
  await sleep(CALM_MS);
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
