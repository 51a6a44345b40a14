import { setTimeout as pause } from "node:timers/promises";
import { createGate } from "@docket/auth/gate";
import type { FeedEvent, FollowChanges } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import { parsePosition } from "@docket/schema/log-position";
import type { Ctx } from "../../runtime/ctx.ts";
import { DomainError, notFound } from "../../runtime/error.ts";
import type { WakeSignal } from "../../runtime/notifier/wake-signal.ts";
import { createWakeSignal } from "../../runtime/notifier/wake-signal.ts";
import type { LogTail, TailResult } from "./log-tail.ts";
import { GATHER_MS, logTailOf } from "./log-tail.ts";
import type { LogPage } from "./read.ts";
import { oldestSeq, readLog } from "./read.ts";
import type { ChangesEvent } from "./tail-page.ts";

/** Maximum number of changes to replay. For a client that is further behind, a full reload is faster. */
const MAX_REPLAYED_CHANGES = 20_000n;
/**
 * After this many consecutive changes that the reader may not see, an event without changes is sent, so that the reader
 * has a recent position. It is also sent after each own command of the reader, so that they know when they have received
 * all changes of it that they can see, and whenever their access has been checked.
 */
const MAX_UNSENT_CHANGES = 1_000n;

/**
 * Maximum number of statements that streams run at a time. The others wait, so that many streams leave connections to
 * requests.
 */
const MAX_STATEMENTS = 4;
const statements = createGate({ running: MAX_STATEMENTS, waiting: Number.POSITIVE_INFINITY });

export type FeedTiming = {
  /** Maximum interval at which access is rechecked, in milliseconds. */
  recheckMs?: number;
};

/**
 * Streams the changes in a workspace in order, without gaps or duplicates. Each change is sent with the rights that
 * apply when it is sent; a session or token that expires without a notification is noticed within `recheckMs`. If
 * `lastEventId` (the position of the last event received) is given, the changes since then are sent first.
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
  { recheckMs = 30_000 }: FeedTiming = {},
): Promise<AsyncGenerator<FeedEvent, void>> {
  const subscription = subscribe(ctx, workspaceId, signal);
  try {
    const present = await statements(() => readLog(ctx, workspaceId, null));
    if (present.kind === "closed") {
      throw present.reason === "workspace" ? notFound("Workspace") : new DomainError("unauthorized", "Please sign in.");
    }
    subscription.tail.start(present.end);
    const start = (position: bigint, greeting: FeedEvent | null) =>
      follow(ctx, workspaceId, { ...subscription, present, position, greeting, signal, recheckMs });
    const { epoch } = present;
    const seq = present.end.toString();
    if (lastEventId === undefined) return start(present.end, { kind: "open", seq, epoch });
    const last = parsePosition(lastEventId);
    const known = BigInt(last.seq);
    const isSameLog = last.epoch === null || last.epoch === epoch;
    if (isSameLog && (await canResumeFrom(ctx, workspaceId, known, present.end))) return start(known, null);
    return start(present.end, { kind: "resync", seq, epoch });
  } catch (error) {
    subscription.close();
    throw error;
  }
}

type Subscription = {
  tail: LogTail;
  wakeSignal: WakeSignal;
  /** Returns whether the reader's access may have changed since the last call. */
  takeAccessChange: () => boolean;
  close: () => void;
};

/**
 * Subscribes to the workspace and the reader's access, before the first read, so that nothing is missed in between. Ends
 * with the signal, too, because a stream whose client disconnects before the first event is never read.
 */
function subscribe({ runtime, actor }: Ctx, workspaceId: Id, signal: AbortSignal): Subscription {
  const tail = logTailOf(runtime, workspaceId);
  const wakeSignal = createWakeSignal(signal);
  let hasAccessChanged = false;
  const unsubscribe = [
    tail.subscribe(wakeSignal.notify),
    runtime.notifier.listenUser(actor.userId, () => {
      hasAccessChanged = true;
      wakeSignal.notify();
    }),
  ];
  const close = () => {
    for (const end of unsubscribe.splice(0)) end();
    wakeSignal.close();
    signal.removeEventListener("abort", close);
  };
  signal.addEventListener("abort", close, { once: true });
  const takeAccessChange = () => {
    const hadChanged = hasAccessChanged;
    hasAccessChanged = false;
    return hadChanged;
  };
  return { tail, wakeSignal, takeAccessChange, close };
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

type OpenLogPage = Extract<LogPage, { kind: "open" }>;

type Start = Subscription & {
  present: OpenLogPage;
  position: bigint;
  greeting: FeedEvent | null;
  signal: AbortSignal;
  recheckMs: number;
};

async function* follow(ctx: Ctx, workspaceId: Id, start: Start): AsyncGenerator<FeedEvent, void> {
  const { tail, wakeSignal, takeAccessChange, signal, recheckMs } = start;
  let { position } = start;
  let sentUpTo = position;
  let isSplit = false;
  /** Remembers that an event is sent, and returns it. */
  const sent = (event: ChangesEvent) => {
    sentUpTo = position;
    ({ isSplit } = event);
    return event;
  };
  // At random times, so that streams that were opened together don't recheck together.
  const nextCheck = () => performance.now() + recheckMs * (0.5 + Math.random() / 2);

  // The rights apply at the end of the page. They can't be used before that position, for which the statement is asked.
  let reader = { actor: ctx.actor, rights: start.present.rights };
  let mustAsk = position < start.present.end;
  let checkAt = nextCheck();
  try {
    if (start.greeting !== null) yield start.greeting;
    while (!signal.aborted) {
      mustAsk = takeAccessChange() || mustAsk || performance.now() >= checkAt;
      const next: TailResult = mustAsk ? { kind: "unknown" } : tail.next({ position, from: sentUpTo }, reader);
      if (next.kind === "none") {
        await wakeSignal.wait(Math.max(0, checkAt - performance.now()));
      } else if (next.kind === "page") {
        ({ position } = next);
        const isLongAgo = position - sentUpTo >= MAX_UNSENT_CHANGES;
        if (next.event.changes.length > 0 || next.isOwn || isSplit || isLongAgo) yield sent(next.event);
      } else {
        // The client may have disconnected while the statement had to wait.
        const page = await statements(async () => (signal.aborted ? null : readLog(ctx, workspaceId, position)));
        if (page === null) return;
        if (page.kind === "closed") {
          yield { kind: "closed", seq: sentUpTo.toString(), reason: page.reason };
          return;
        }
        if (page.epoch !== start.present.epoch) {
          // A backup has been restored. A client that sends the epoch is told to reload everything when it connects
          // again.
          tail.reset();
          return;
        }
        reader = { actor: ctx.actor, rights: page.rights };
        ({ position } = page);
        mustAsk = position < page.end;
        checkAt = nextCheck();
        const [from, seq] = [sentUpTo.toString(), position.toString()];
        if (position > sentUpTo) {
          yield sent({ kind: "changes", from, seq, isSplit: page.isSplit, changes: page.changes });
        }
        if (mustAsk) continue;
        tail.start(position);
        await pause(GATHER_MS);
      }
    }
  } finally {
    start.close();
  }
}
