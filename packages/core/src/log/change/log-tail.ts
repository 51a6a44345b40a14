import { setTimeout as pause } from "node:timers/promises";
import type { Id } from "@docket/schema/id";
import type { Notifier } from "../../runtime/notifier/notifier.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { ChangesEvent, LogReader, TailPage, TailRules } from "./tail-page.ts";
import { TAIL_RULES, eventFor, lastPages, readTailPages } from "./tail-page.ts";

/** Minimum time between two reads, in milliseconds. Changes within this time are sent together. */
export const GATHER_MS = 50;
/** Maximum number of entries kept for readers that are not up to date. */
const MAX_ENTRIES = 2_000;
/** How long entries are used, in milliseconds: the text of purged entities is later redacted in the log without an entry. */
const MAX_AGE_MS = 5_000;

/**
 * What a log tail knows about the entries after a position: none, the next page, or that the reader must ask. `isOwn` says
 * that the page has entries of the reader's own commands, even if the reader can't see them.
 */
export type TailResult =
  | { kind: "none" | "unknown" }
  | { kind: "page"; event: ChangesEvent; position: bigint; isOwn: boolean };

/**
 * The latest entries of a workspace's change log, which a process reads once for all its streams. The log remains the
 * source: whenever the tail can't tell exactly what the statement of a reader (`readLog`) would return, the reader has to
 * ask it.
 */
export type LogTail = {
  /**
   * Calls `onChange`, a different function for each subscriber, when there may be new entries.
   *
   * @returns a function that unsubscribes
   */
  subscribe: (onChange: () => void) => () => void;
  /** Reports a position that a reader's statement has reached. The tail starts there if it has not started yet. */
  start: (position: bigint) => void;
  /**
   * Returns what a reader at `position` receives next.
   *
   * @param from the position that the reader has received
   * @param reader with the rights that applied at `position`
   */
  next: (at: { position: bigint; from: bigint }, reader: LogReader) => TailResult;
  /** Forgets all entries and the position, because the log has been replaced by a backup. */
  reset: () => void;
};

/** The tails of the workspaces with streams, for each process. Tests have several processes in one. */
const tails = new WeakMap<Notifier, Map<Id, LogTail>>();

/** Returns the tail of a workspace's change log in this process. */
export function logTailOf(runtime: Runtime, workspaceId: Id, rules: TailRules = TAIL_RULES): LogTail {
  const ofProcess = tails.get(runtime.notifier) ?? new Map<Id, LogTail>();
  tails.set(runtime.notifier, ofProcess);
  const known = ofProcess.get(workspaceId);
  if (known) return known;
  const tail = createLogTail(runtime, workspaceId, rules, () => {
    if (ofProcess.get(workspaceId) === tail) ofProcess.delete(workspaceId);
  });
  ofProcess.set(workspaceId, tail);
  return tail;
}

/** @param onUnused called when the last subscriber has left */
function createLogTail(runtime: Runtime, workspaceId: Id, rules: TailRules, onUnused: () => void): LogTail {
  const subscribers = new Set<() => void>();
  /** Consecutive pages. Those before `start` were dropped. Null if no position is known. */
  let recent: { start: bigint; pages: TailPage[] } | null = null;
  let isNotified = false;
  let isReading = false;
  let unlisten = () => {};
  let expiry: NodeJS.Timeout | undefined;

  const end = () => recent?.pages.at(-1)?.end ?? recent?.start ?? null;

  async function readNew(): Promise<void> {
    const after = end();
    if (recent === null || after === null) return;
    try {
      const added = await readTailPages(runtime.db, workspaceId, { after, maxEntries: MAX_ENTRIES, rules });
      const [first] = added;
      if (first === undefined) return;
      // If more was added than is kept, the first pages of it are missing, and pages must be consecutive.
      const older = first.start === after ? recent.pages : [];
      const pages = lastPages([...older, ...added], MAX_ENTRIES);
      const valid = pages.slice(
        Math.max(
          0,
          pages.findLastIndex((page) => page.affectsOlderPages),
          pages.findIndex((page) => !isExpired(page)),
        ),
      );
      recent = { start: valid[0]?.start ?? after, pages: valid };
      clearTimeout(expiry);
      expiry = setTimeout(dropPages, MAX_AGE_MS).unref();
    } catch (error) {
      runtime.log.warn({ err: error, workspaceId }, "The change log could not be read for live updates.");
      // The readers ask their own statements, which succeed or fail with the reason, and then start the tail again.
      recent = null;
    }
    for (const onChange of subscribers) onChange();
  }

  function dropPages(): void {
    const last = end();
    if (last !== null) recent = { start: last, pages: [] };
  }

  async function run(): Promise<void> {
    isReading = true;
    while (isNotified && recent !== null && subscribers.size > 0) {
      isNotified = false;
      await readNew();
      await pause(GATHER_MS);
    }
    isReading = false;
  }

  const notify = (reached: bigint | null) => {
    const last = end();
    if (reached !== null && last !== null && reached <= last) return;
    isNotified = true;
    if (!isReading) void run();
  };

  return {
    subscribe(onChange) {
      if (subscribers.size === 0) unlisten = runtime.notifier.listen(workspaceId, notify);
      subscribers.add(onChange);
      return () => {
        if (!subscribers.delete(onChange) || subscribers.size > 0) return;
        unlisten();
        clearTimeout(expiry);
        onUnused();
      };
    },
    start(position) {
      if (recent !== null) return;
      recent = { start: position, pages: [] };
      // There may be entries that were written after the position was read and before anyone listened.
      notify(null);
    },
    next({ position, from }, reader) {
      if (recent === null || position < recent.start) return { kind: "unknown" };
      const ahead = recent.pages.filter((page) => page.end > position);
      const [page] = ahead;
      if (page === undefined) return { kind: "none" };
      const { userId } = reader.actor;
      const isUnknown =
        page.dependsOnReader ||
        isExpired(page) ||
        ahead.some(({ changesRightsOf }) => changesRightsOf === "everyone" || changesRightsOf.has(userId));
      if (isUnknown) return { kind: "unknown" };
      const event = eventFor(page, { position, from }, reader);
      return { kind: "page", event, position: page.end, isOwn: page.actors.has(userId) };
    },
    reset() {
      recent = null;
    },
  };
}

function isExpired({ readAt }: TailPage): boolean {
  return performance.now() - readAt > MAX_AGE_MS;
}
