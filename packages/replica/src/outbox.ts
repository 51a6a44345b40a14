import type { Id } from "@docket/schema/id";
import type { Answer, ClosedReason, Command, Transport } from "./transport.ts";

/** A command that the server has rejected for good, kept for the text in it. */
export type RejectedCommand = { command: Command; error: unknown };

/** Where commands are kept until the server has confirmed them. */
export type CommandStore = {
  keep: (command: Command) => void;
  forget: (commandId: Id) => void;
  /** Returns the highest position of the commands that are kept, so that new ones follow them before they are loaded. */
  lastPosition?: () => number;
};

export type OutboxState = { status: "idle" | "sending" | "waiting"; unsent: number; error: unknown };

/** The queue of commands that the base rows don't contain yet. */
export type Outbox = {
  enqueue: (command: Command) => void;
  /** Removes a command that has not been sent. Returns false if the server may already have it. */
  cancel: (commandId: Id) => boolean;
  /**
   * All commands without which the user would see older rows, in order. It is the same array as long as nothing in it has
   * changed.
   */
  pending: () => readonly Command[];
  /** The commands that the server has not answered. */
  unanswered: () => readonly Command[];
  /** The answered commands whose changes the base rows don't contain yet. */
  answered: () => readonly { commandId: Id; seq: string }[];
  /** The position for the next command. */
  nextPosition: () => number;
  /** Forgets the answered commands whose changes the base rows contain. */
  confirm: (seq: number) => void;
  /** Records an answer or a rejection that another tab has received. */
  acknowledge: (commandId: Id, seq: string | null) => void;
  /** Removes a command that another tab has cancelled, or whose rejection it has received. */
  remove: (commandId: Id) => void;
  /** Whether a command was in the queue, and is finished. */
  isFinished: (commandId: Id) => boolean;
  /** Sends all commands again, with the same IDs: the server may have lost answered ones. */
  resendAll: () => void;
  /** Starts or stops sending. Only one tab sends. */
  setSending: (isSending: boolean) => void;
  retryNow: () => void;
  state: () => OutboxState;
};

export type OutboxOptions = {
  transport: Pick<Transport, "send" | "retryDelay" | "closedReason">;
  store: CommandStore;
  /** Calls a function after a time in milliseconds. Returns a function that cancels the call. */
  setTimer: (run: () => void, delay: number) => () => void;
  onAnswered: (command: Command, answer: Answer) => void;
  onRejected: (rejected: RejectedCommand) => void;
  /** Called after the session or the access to the workspace has ended. The commands are kept. */
  onClosed: (reason: ClosedReason) => void;
  /** Called after the queue or its state has changed. */
  onChange: () => void;
};

const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;

type Entry = { command: Command; state: "unsent" | "sent" | "answered"; seq: number };

/**
 * Creates the outbox. It sends commands one after the other, in the order of their positions. A command without an
 * answer stays first in the queue and is sent again with its ID, so that it takes effect only once.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { transport, store, setTimer, onAnswered, onRejected, onChange } = options;
  let entries: Entry[] = [];
  let pending: readonly Command[] = [];
  const enqueued = new Set<Id>();
  let isOwner = false;
  let isBusy = false;
  let pause = FIRST_PAUSE_MS;
  let cancelTimer = () => {};
  let isWaiting = false;
  let error: unknown = null;
  /** An answer that was on its way when the server was restored from a backup is void. */
  let generation = 0;
  /** The versions that the user's own commands have created, as `id:version`. */
  const ownVersions = new Set<string>();

  const find = (commandId: Id) => entries.find(({ command }) => command.commandId === commandId);
  const remove = (commandId: Id) => {
    entries = entries.filter(({ command }) => command.commandId !== commandId);
    store.forget(commandId);
    onChange();
  };
  const acknowledge = (commandId: Id, seq: string | null) => {
    const entry = find(commandId);
    if (!entry) return;
    entry.state = "answered";
    entry.seq = Number(seq ?? 0);
    // It need not be sent after a reload, and signing out doesn't lose it.
    store.forget(commandId);
    onChange();
  };

  /** Notes the base versions of queued commands after own edits, also in the store: a reload must not lose them. */
  const advanceVersions = () => {
    for (const entry of entries) {
      if (entry.state === "answered") continue;
      const { baseVersion } = inputOf(entry.command, ownVersions);
      if (typeof baseVersion !== "number" || baseVersion === versionOf(entry.command)) continue;
      entry.command = { ...entry.command, currentVersion: baseVersion };
      store.keep(entry.command);
    }
  };

  const sendNext = async (): Promise<void> => {
    const entry = entries.find(({ state }) => state !== "answered");
    if (!entry || isBusy || !isOwner) return;
    isBusy = true;
    entry.state = "sent";
    const { command } = entry;
    const started = generation;
    try {
      const input = inputOf(command, ownVersions);
      const answer = await transport.send({ ...command, input });
      [pause, error] = [FIRST_PAUSE_MS, null];
      if (started === generation) {
        for (const version of versionsIn(input, answer.answer)) ownVersions.add(version);
        acknowledge(command.commandId, answer.seq);
        advanceVersions();
        onAnswered(command, answer);
      }
    } catch (failure) {
      const closedReason = transport.closedReason(failure);
      const delay = closedReason ? null : transport.retryDelay(failure, pause);
      if (closedReason) {
        isOwner = false;
        options.onClosed(closedReason);
      } else if (delay === null) {
        [pause, error] = [FIRST_PAUSE_MS, null];
        remove(command.commandId);
        onRejected({ command, error: failure });
      } else {
        pause = Math.min(pause * 2, MAX_PAUSE_MS);
        error = failure;
        isWaiting = true;
        cancelTimer = setTimer(() => {
          [isBusy, isWaiting] = [false, false];
          void sendNext();
        }, delay);
        onChange();
        return;
      }
    }
    isBusy = false;
    void sendNext();
  };
  const retryNow = () => {
    if (!isWaiting) return;
    cancelTimer();
    // The error remains until an answer arrives. Otherwise, a dialog about it would close and open with each attempt.
    [isBusy, isWaiting, pause] = [false, false, FIRST_PAUSE_MS];
    void sendNext();
  };

  return {
    enqueue: (command) => {
      const known = find(command.commandId);
      if (known) {
        // Another tab may have stored it with a newer base version.
        if (known.state === "unsent" && versionOf(command) > versionOf(known.command)) known.command = command;
        return;
      }
      store.keep(command);
      enqueued.add(command.commandId);
      entries = [...entries, { command, state: "unsent" as const, seq: 0 }].sort(byPosition);
      onChange();
      void sendNext();
    },
    cancel: (commandId) => {
      // In other tabs, the owner may have sent it.
      const isCancelled = isOwner && find(commandId)?.state === "unsent";
      if (isCancelled) remove(commandId);
      return isCancelled;
    },
    pending: () => {
      const next = entries.map(({ command }) => command);
      if (next.length !== pending.length || next.some((command, index) => command !== pending[index])) pending = next;
      return pending;
    },
    unanswered: () => entries.filter(({ state }) => state !== "answered").map(({ command }) => command),
    answered: () =>
      entries.flatMap(({ command, state, seq }) =>
        state === "answered" ? [{ commandId: command.commandId, seq: String(seq) }] : [],
      ),
    nextPosition: () => Math.max(entries.at(-1)?.command.position ?? 0, store.lastPosition?.() ?? 0) + 1,
    confirm: (seq) => {
      const confirmed = entries.filter((entry) => entry.state === "answered" && entry.seq <= seq);
      if (confirmed.length > 0) entries = entries.filter((entry) => !confirmed.includes(entry));
    },
    acknowledge,
    remove,
    isFinished: (commandId) => enqueued.has(commandId) && !find(commandId),
    resendAll: () => {
      generation += 1;
      ownVersions.clear();
      for (const entry of entries) {
        if (entry.state === "answered") {
          entry.state = "sent";
          store.keep(entry.command);
        }
        // The versions of the lost log don't exist any more.
        const { currentVersion, ...command } = entry.command;
        if (currentVersion === undefined) continue;
        entry.command = command;
        store.keep(command);
      }
      void sendNext();
    },
    setSending: (isSending) => {
      isOwner = isSending;
      void sendNext();
    },
    retryNow,
    state: () => {
      const unsent = entries.filter(({ state }) => state !== "answered").length;
      return { status: unsent === 0 ? "idle" : error === null ? "sending" : "waiting", unsent, error };
    },
  };
}

function versionOf({ currentVersion, input: { baseVersion } }: Command): number {
  if (currentVersion !== undefined) return currentVersion;
  return typeof baseVersion === "number" ? baseVersion : 0;
}

function byPosition({ command: left }: Entry, { command: right }: Entry): number {
  return left.position - right.position || (left.commandId < right.commandId ? -1 : 1);
}

/**
 * Returns the input to send, whose base version is advanced past the user's own edits, which were not confirmed when the command
 * was created. It never advances past someone else's edit, which therefore still conflicts.
 */
function inputOf(command: Command, ownVersions: ReadonlySet<string>): Command["input"] {
  const { input } = command;
  const { id, baseVersion } = input;
  if (typeof id !== "string" || typeof baseVersion !== "number") return input;
  let version = versionOf(command);
  while (ownVersions.has(`${id}:${version + 1}`)) version += 1;
  return { ...input, baseVersion: version };
}

/** Returns the versions that a command has created, as `id:version`. */
function versionsIn(input: Command["input"], answer: unknown): string[] {
  // Safe because an entity has a version, and an undo answers with versions.
  const { version, versions = [] } = (answer ?? {}) as { version?: number; versions?: { id: Id; version: number }[] };
  const isNext = typeof input["baseVersion"] === "number" && version === input["baseVersion"] + 1;
  const own = isNext && typeof input["id"] === "string" ? [{ id: input["id"], version }] : [];
  return [...own, ...versions].map((row) => `${row.id}:${row.version}`);
}
