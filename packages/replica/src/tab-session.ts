import type { Id } from "@docket/schema/id";
import type { Replica } from "./replica.ts";
import type { StoredCommands } from "./stored-commands.ts";
import type { StoredCopy } from "./stored-copy.ts";
import { competeForOwnership } from "./tab-owner.ts";
import type { OwnerOptions } from "./tab-owner.ts";
import type { ClosedReason, Command, ReplicaEvent } from "./transport.ts";

/** Whether changes arrive. */
export type StreamStatus = "connecting" | "live" | "closed";

/** What the tabs of a browser tell each other about one replica. */
export type TabMessage =
  | { kind: "event"; event: ReplicaEvent; epoch: string | null }
  | { kind: "command"; command: Command }
  /** `outcome` is missing if the tab that created the command has already received it. */
  | { kind: "answered"; commandId: Id; seq: string | null; outcome?: { answer: unknown } }
  | { kind: "rejected"; command: Command; error: unknown }
  | { kind: "cancelled"; commandId: Id }
  /** A tab asks for what it has missed since a position. It also tells which commands are pending in it. */
  | { kind: "hello"; from: string; seq: string; epoch: string | null; commands: readonly Command[] }
  /** The owner no longer knows what a tab has missed. */
  | { kind: "outdated"; to: string }
  | { kind: "stream"; status: StreamStatus }
  | { kind: "closed"; reason: ClosedReason }
  /** The user has signed in again, or wants waiting commands to be sent now. */
  | { kind: "reopen" }
  | { kind: "retry" };

export type StreamHandlers = {
  onEvent: (event: ReplicaEvent) => void;
  onStatus: (status: StreamStatus) => void;
  onClosed: (reason: ClosedReason) => void;
};

export type SessionOptions = Omit<OwnerOptions, "onOwner"> & {
  replica: Replica;
  commands: StoredCommands;
  copy: StoredCopy | null;
  channel: Pick<BroadcastChannel, "postMessage" | "addEventListener" | "close">;
  /** Opens the stream of changes after a position. Returns what closes it. */
  openStream: (after: { seq: string; epoch: string | null }, handlers: StreamHandlers) => () => void;
  /** Called in all tabs. */
  onStream?: (status: StreamStatus) => void;
  /** Called in all tabs. */
  onClosed?: (reason: ClosedReason) => void;
  /** Called in the tab that has created the command, or in the owner if that tab has been closed. */
  onAnswered?: (command: Command, answer: unknown) => void;
  /**
   * Called in the same tab as `onAnswered`. It is called in the owner, too, which must keep the text of the command: the
   * other tab may have been closed. There, `isOwn` is false.
   */
  onRejected?: (command: Command, error: unknown, isOwn: boolean) => void;
};

export type TabSession = {
  /** Tells the other tabs of a command of this tab. */
  announce: (command: Command) => void;
  /** Tells the other tabs that the server has answered a command. */
  answered: (command: Command, seq: string | null, answer: unknown) => void;
  /** Tells the other tabs that the server has rejected a command. `error` must be a value that can be cloned. */
  rejected: (command: Command, error: unknown) => void;
  cancelled: (commandId: Id) => void;
  /** Gets events that this tab has missed. */
  catchUp: () => void;
  /** Opens the stream again after it was closed, because the user has signed in again. */
  reopen: () => void;
  /** Sends waiting commands now. */
  retryNow: () => void;
  /** Pauses all changes from the server. Returns a function that resumes them. */
  pause: () => () => void;
  isOwner: () => boolean;
  stop: () => void;
};

/** Events that the owner keeps for tabs that have missed them. */
const MAX_KEPT_EVENTS = 500;
/** How long the stored copy is waited for, in milliseconds. */
const MAX_LOAD_MS = 10_000;
/** The number of saves after which the owner moves the journal of the copy into its records. */
const CHANGES_PER_COMPACTION = 200;

/**
 * Connects a replica with its stored copy, the stream and the other tabs. One tab owns the stream, the queue and the
 * copy. It passes every event on, so that all tabs apply the same events and show the same rows.
 *
 * Commands are sent as soon as this tab is the owner, even while rows are still being loaded.
 */
export function startSession(options: SessionOptions): TabSession {
  const { replica, commands, copy, channel, openStream, tabId } = options;
  const { feed, outbox } = replica;
  let kept: Extract<TabMessage, { kind: "event" }>[] = [];
  let isOwner = false;
  let isStopped = false;
  /** The events that have arrived while the session is paused. */
  const paused: ReplicaEvent[] = [];
  let pauses = 0;
  let closedReason: ClosedReason | null = null;
  let areLoadedRowsUsed = false;
  let status: StreamStatus = "connecting";
  let closeStream: (() => void) | null = null;
  /** The commands whose outcome this tab handles: its own and, in the owner, those of earlier tabs. */
  const own = new Map<Id, Command>();
  /** Commands from the store of which no other tab has told. */
  const found = new Map<Id, Command>();

  const tell = (message: TabMessage) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches only this origin
    if (!isStopped) channel.postMessage(message);
  };
  const setStatus = (next: StreamStatus) => {
    status = next;
    options.onStream?.(next);
  };
  const onEvent = (event: ReplicaEvent) => {
    const message = { kind: "event", event, epoch: feed.epoch() } as const;
    kept = event.kind === "resync" ? [] : [...kept, message].slice(-MAX_KEPT_EVENTS);
    tell(message);
    receive(event);
  };
  const receive = (event: ReplicaEvent) => {
    if (pauses > 0) paused.push(event);
    else feed.receive(event);
  };
  const endStream = () => {
    closeStream?.();
    closeStream = null;
  };
  /** Ends the stream. If access is lost, it also deletes all rows, including the stored ones. Commands are kept. */
  const close = (reason: ClosedReason) => {
    if (closedReason) return;
    closedReason = reason;
    kept = [];
    endStream();
    tell({ kind: "closed", reason });
    // If only the session has ended, the page stays visible while the user signs in again.
    if (reason === "workspace") {
      feed.close(reason);
      void copy?.clear();
    }
    options.onClosed?.(reason);
  };
  const openStreamNow = () => {
    endStream();
    closeStream = openStream(
      { seq: feed.position(), epoch: feed.epoch() },
      {
        onEvent,
        onStatus: (next) => {
          tell({ kind: "stream", status: next });
          setStatus(next);
        },
        onClosed: close,
      },
    );
  };
  /** Opens the stream once the rows are loaded. Before that, their position is unknown. */
  const openStreamIfReady = () => {
    if (isOwner && !closedReason && !closeStream && feed.epoch() !== null) openStreamNow();
  };
  const onChange = () => {
    const reason = feed.closedReason();
    if (reason) close(reason);
    else openStreamIfReady();
  };
  const reopenHere = () => {
    if (closedReason) {
      closedReason = null;
      feed.reopen();
      outbox.setSending(isOwner);
    }
    openStreamIfReady();
    replica.retryNow();
  };

  const answerHello = ({ from, seq, epoch, commands: others }: Extract<TabMessage, { kind: "hello" }>) => {
    // Numbers of a log that ended with a restored backup are assigned again.
    const missed = kept.filter((one) => one.epoch === feed.epoch() && Number(one.event.seq) > Number(seq));
    const first = missed[0]?.event;
    const isOlder = Number(seq) < Number(feed.position());
    const isIncomplete = isOlder && (first?.kind !== "changes" || Number(first.from) > Number(seq));
    if (epoch !== feed.epoch() || isIncomplete) tell({ kind: "outdated", to: from });
    else for (const message of missed) tell(message);
    for (const command of others)
      // What this tab has confirmed remains pending there until the other tab has the same rows.
      if (outbox.isFinished(command.commandId))
        tell({ kind: "answered", commandId: command.commandId, seq: feed.position() });
      else replica.receiveCommand(command);
    for (const command of outbox.pending()) tell({ kind: "command", command });
    for (const { commandId, seq: last } of outbox.answered()) tell({ kind: "answered", commandId, seq: last });
    tell({ kind: "stream", status });
  };
  const receiveAnswer = ({ commandId, seq, outcome }: Extract<TabMessage, { kind: "answered" }>) => {
    outbox.acknowledge(commandId, seq);
    const command = own.get(commandId);
    if (!command || !outcome) return;
    own.delete(commandId);
    options.onAnswered?.(command, outcome.answer);
  };
  const receiveRejection = ({ command, error }: Extract<TabMessage, { kind: "rejected" }>) => {
    outbox.remove(command.commandId);
    if (own.delete(command.commandId)) options.onRejected?.(command, error, true);
  };

  channel.addEventListener("message", ({ data }: MessageEvent<TabMessage>) => {
    if (data.kind === "event") {
      if (!isOwner && data.epoch === feed.epoch()) receive(data.event);
    } else if (data.kind === "command") {
      found.delete(data.command.commandId);
      replica.receiveCommand(data.command);
    } else if (data.kind === "answered") receiveAnswer(data);
    else if (data.kind === "rejected") receiveRejection(data);
    else if (data.kind === "cancelled") outbox.remove(data.commandId);
    else if (data.kind === "hello" && isOwner) {
      // The other tab could read its rows, so the user has signed in again.
      if (closedReason) reopenHere();
      answerHello(data);
    } else if (data.kind === "outdated" && data.to === tabId) void feed.load();
    else if (data.kind === "stream") setStatus(data.status);
    else if (data.kind === "closed") close(data.reason);
    else if (data.kind === "reopen") reopenHere();
    else if (data.kind === "retry") replica.retryNow();
  });

  const confirmedPosition = () => ({
    seq: String(feed.confirmed()),
    epoch: feed.epoch(),
    coverage: Object.fromEntries(feed.coverage()),
  });
  let changesSinceCompaction = 0;
  const compact = () => {
    changesSinceCompaction = 0;
    if (isOwner && !closedReason) void copy?.compact();
  };
  const stopStoring = replica.subscribeToBase((changed) => {
    if (closedReason === "workspace") return;
    copy?.save(changed, isOwner ? confirmedPosition() : null);
    changesSinceCompaction += 1;
    if (changesSinceCompaction >= CHANGES_PER_COMPACTION) compact();
  });
  const stopWaiting = replica.subscribe(onChange);

  const hello = () =>
    tell({ kind: "hello", from: tabId, seq: feed.position(), epoch: feed.epoch(), commands: outbox.pending() });
  const loadCommands = async () => {
    const known = new Set(outbox.pending().map(({ commandId }) => commandId));
    for (const command of (await commands.load()).commands) {
      if (!known.has(command.commandId)) found.set(command.commandId, command);
      replica.receiveCommand(command);
    }
  };
  const loadRows = async () => {
    // A frozen tab can keep the browser's database from being opened.
    let isLate = false;
    const tooLate = new Promise<null>((resolve) => {
      options.setTimer(() => {
        isLate = true;
        resolve(null);
      }, MAX_LOAD_MS);
    });
    const stored = await Promise.race([copy?.load(() => isLate) ?? null, tooLate]);
    if (stored) areLoadedRowsUsed = await feed.restore(stored);
    else await feed.load();
    // Until now, no position was known that could be stored.
    if (isOwner) copy?.takeOver(confirmedPosition(), areLoadedRowsUsed);
    hello();
    compact();
  };
  void loadCommands();
  void loadRows();

  const stop = competeForOwnership({
    ...options,
    onOwner: () => {
      isOwner = true;
      openStreamIfReady();
      copy?.takeOver(confirmedPosition(), areLoadedRowsUsed);
      // The last owner may have received commands that it could not pass on. They precede those of this tab.
      void loadCommands().then(() => {
        if (!isOwner) return;
        for (const [id, command] of found) own.set(id, command);
        found.clear();
        outbox.setSending(!closedReason);
      });
      return () => {
        isOwner = false;
        endStream();
        outbox.setSending(false);
      };
    },
  });
  return {
    announce: (command) => {
      own.set(command.commandId, command);
      tell({ kind: "command", command });
    },
    answered: (command, seq, answer) => {
      const isOwn = own.delete(command.commandId);
      tell({ kind: "answered", commandId: command.commandId, seq, ...(!isOwn && { outcome: { answer } }) });
      if (isOwn) options.onAnswered?.(command, answer);
    },
    rejected: (command, error) => {
      tell({ kind: "rejected", command, error });
      options.onRejected?.(command, error, own.delete(command.commandId));
    },
    cancelled: (commandId) => tell({ kind: "cancelled", commandId }),
    catchUp: () => {
      if (!isOwner) hello();
      else if (closeStream) openStreamNow();
    },
    reopen: () => {
      tell({ kind: "reopen" });
      reopenHere();
    },
    retryNow: () => {
      tell({ kind: "retry" });
      replica.retryNow();
    },
    pause: () => {
      pauses += 1;
      let isEnded = false;
      return () => {
        if (isEnded) return;
        isEnded = true;
        pauses -= 1;
        if (pauses === 0) for (const event of paused.splice(0)) feed.receive(event);
      };
    },
    isOwner: () => isOwner,
    stop: () => {
      isStopped = true;
      stop();
      stopStoring();
      stopWaiting();
      channel.close();
    },
  };
}
