import { setTimeout as pause } from "node:timers/promises";
import type { FeedEvent, FollowChanges } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import type { Ctx } from "../../runtime/ctx.ts";
import { DomainError, notFound } from "../../runtime/error.ts";
import { createWakeSignal } from "../../runtime/notifier/wake-signal.ts";
import { oldestSeq, readLog } from "./read.ts";

/** Maximum number of changes to replay; a client that is further behind is faster with a full reload. */
const MAX_REPLAYED_CHANGES = 20_000n;
/**
 * After this many changes that the reader may not see, an event is sent anyway, so that the reader can resume from its
 * number.
 */
const MAX_UNSENT_CHANGES = 1_000n;

export type FeedTiming = {
  /** How often access is checked again when nothing happens, in milliseconds. */
  recheckMs?: number;
  /** Minimum time between two events, in milliseconds; changes in between are sent together. */
  gatherMs?: number;
};

/**
 * Streams all changes of a workspace that the reader may see at the time, in order, without gaps and without
 * repetition. With `lastEventId` (the `seq` of the last event received) it first sends what has happened since.
 *
 * Nothing is queued for a slow reader: the log is the queue, and the next page is read when the previous one was taken.
 * The stream ends when the signal is aborted, and with `closed` when the reader's access or session has ended.
 *
 * @throws DomainError `not_found` when the reader is not in the workspace, `unauthorized` when the session has ended
 */
export async function followChanges(
  ctx: Ctx,
  { workspaceId, lastEventId }: FollowChanges,
  signal: AbortSignal,
  timing: FeedTiming = {},
): Promise<AsyncGenerator<FeedEvent, void>> {
  const present = await readLog(ctx, workspaceId, null);
  if (present.kind === "closed") {
    throw present.reason === "workspace" ? notFound("Workspace") : new DomainError("unauthorized", "Please sign in.");
  }
  const start = (position: bigint, greeting: FeedEvent | null) =>
    follow(ctx, workspaceId, { position, greeting, signal, timing });
  const seq = present.end.toString();
  if (lastEventId === undefined) return start(present.end, { kind: "open", seq });
  const known = BigInt(lastEventId);
  if (await canResumeFrom(ctx, workspaceId, known, present.end)) return start(known, null);
  return start(present.end, { kind: "resync", seq });
}

/**
 * Returns whether the log still contains every change after `position`. A number beyond its end comes from before a
 * backup was restored.
 */
async function canResumeFrom(ctx: Ctx, workspaceId: Id, position: bigint, end: bigint): Promise<boolean> {
  if (position > end || end - position > MAX_REPLAYED_CHANGES) return false;
  const oldest = await oldestSeq(ctx, workspaceId);
  return position === end || (oldest !== null && oldest <= position + 1n);
}

type Start = {
  position: bigint;
  greeting: FeedEvent | null;
  signal: AbortSignal;
  timing: FeedTiming;
};

async function* follow(
  ctx: Ctx,
  workspaceId: Id,
  { position: start, greeting, signal, timing }: Start,
): AsyncGenerator<FeedEvent, void> {
  const { recheckMs = 30_000, gatherMs = 50 } = timing;
  let position = start;
  let sentUpTo = start;
  const wakeSignal = createWakeSignal(signal);
  // Subscribed before the first read, so that no write in between is missed.
  const unsubscribe = ctx.runtime.notifier.listen(workspaceId, ctx.actor.userId, (reached) => {
    if (reached === null || reached > position) wakeSignal.notify();
  });
  try {
    if (greeting !== null) yield greeting;
    while (!signal.aborted) {
      const page = await readLog(ctx, workspaceId, position);
      if (page.kind === "closed") {
        yield { kind: "closed", seq: sentUpTo.toString(), reason: page.reason };
        return;
      }
      position = page.position;
      if (page.changes.length > 0 || position - sentUpTo >= MAX_UNSENT_CHANGES) {
        sentUpTo = position;
        yield { kind: "changes", seq: sentUpTo.toString(), changes: page.changes };
      }
      if (position < page.end) continue;
      await pause(gatherMs);
      await wakeSignal.wait(recheckMs);
    }
  } finally {
    unsubscribe();
    wakeSignal.close();
  }
}
