import { setTimeout as pause } from "node:timers/promises";
import type { FeedEvent, FollowChanges } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import { parsePosition } from "@docket/schema/log-position";
import type { Ctx } from "../../runtime/ctx.ts";
import { DomainError, notFound } from "../../runtime/error.ts";
import { createWakeSignal } from "../../runtime/notifier/wake-signal.ts";
import { oldestSeq, readLog } from "./read.ts";

/** Maximum number of changes to replay. For a client that is further behind, a full reload is faster. */
const MAX_REPLAYED_CHANGES = 20_000n;
/**
 * After this many consecutive changes that the reader may not see, an empty event is sent so that the reader has a
 * recent `seq` to resume from.
 */
const MAX_UNSENT_CHANGES = 1_000n;

export type FeedTiming = {
  /** Interval at which access is rechecked while nothing happens, in milliseconds. */
  recheckMs?: number;
  /** Minimum time between two events, in milliseconds. Changes within this time are sent together. */
  gatherMs?: number;
};

/**
 * Streams the changes in a workspace in order, without gaps or duplicates. Access is checked at the time each change is
 * sent. If `lastEventId` (the position of the last event received) is given, the changes since then are sent first.
 *
 * Nothing is buffered for a slow reader: the log is the queue, and the next page is read when the previous one has been
 * consumed. The stream ends when the signal is aborted, or with a `closed` event when the reader's access or session
 * has ended.
 *
 * @throws DomainError `not_found` if the reader is not in the workspace, `unauthorized` if the session has ended
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
  const { epoch } = present;
  const seq = present.end.toString();
  if (lastEventId === undefined) return start(present.end, { kind: "open", seq, epoch });
  const last = parsePosition(lastEventId);
  const known = BigInt(last.seq);
  const isSameLog = last.epoch === null || last.epoch === epoch;
  if (isSameLog && (await canResumeFrom(ctx, workspaceId, known, present.end))) return start(known, null);
  return start(present.end, { kind: "resync", seq, epoch });
}

/**
 * Returns whether the log still contains every change after `position`. A position beyond the end of the log was issued
 * before a backup was restored, which is how a position without an epoch is recognised.
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
  // Subscribe before the first read, so that no write is missed in between.
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
