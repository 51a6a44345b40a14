import type { Replica } from "./replica.ts";
import type { StoredCommands } from "./stored-commands.ts";
import type { StoredCopy } from "./stored-copy.ts";
import { competeForOwnership } from "./tab-owner.ts";
import type { OwnerOptions } from "./tab-owner.ts";
import type { Command, ReplicaEvent } from "./transport.ts";

/** What the tabs of a browser tell each other about one replica. */
export type TabMessage =
  | { kind: "event"; event: ReplicaEvent; epoch: string | null }
  | { kind: "command"; command: Command }
  | { kind: "answered"; commandId: string; seq: string | null }
  /** A command was rejected or cancelled. */
  | { kind: "removed"; commandId: string }
  /** A tab asks for what it has missed since a position. It also tells which commands are pending in it. */
  | { kind: "hello"; from: string; seq: string; epoch: string | null; commands: readonly Command[] }
  /** The owner no longer knows what a tab has missed. */
  | { kind: "outdated"; to: string };

export type SessionOptions = Omit<OwnerOptions, "onOwner"> & {
  replica: Replica;
  commands: StoredCommands;
  copy: StoredCopy | null;
  channel: Pick<BroadcastChannel, "postMessage" | "addEventListener" | "close">;
  /** Opens the stream of changes after a position. Returns what closes it. */
  openStream: (after: { seq: string; epoch: string | null }, onEvent: (event: ReplicaEvent) => void) => () => void;
};

export type TabSession = {
  /** Tells the other tabs of a command of this tab. */
  announce: (command: Command) => void;
  answered: (commandId: string, seq: string | null) => void;
  /** Tells the other tabs that a command was rejected or cancelled. */
  removed: (commandId: string) => void;
  /** Gets events that this tab has missed. */
  catchUp: () => void;
  isOwner: () => boolean;
  stop: () => void;
};

/** Events that the owner keeps for tabs that have missed them. */
const MAX_KEPT_EVENTS = 500;

/**
 * Connects a replica with its stored copy, the stream and the other tabs. One tab owns the stream, the queue and the
 * copy. It passes every event on, so that all tabs apply the same events and show the same rows.
 */
export async function startSession(options: SessionOptions): Promise<TabSession> {
  const { replica, commands, copy, channel, openStream, tabId } = options;
  const { feed, outbox } = replica;
  let kept: Extract<TabMessage, { kind: "event" }>[] = [];
  let closeStream: (() => void) | null = null;

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches only this origin
  const tell = (message: TabMessage) => channel.postMessage(message);
  const hello = () =>
    tell({
      kind: "hello",
      from: tabId,
      seq: feed.position(),
      epoch: feed.epoch(),
      commands: outbox.pending(),
    });

  const onEvent = (event: ReplicaEvent) => {
    const message = { kind: "event", event, epoch: feed.epoch() } as const;
    kept = event.kind === "resync" ? [] : [...kept, message].slice(-MAX_KEPT_EVENTS);
    tell(message);
    feed.receive(event);
  };
  const reopenStream = () => {
    closeStream?.();
    closeStream = openStream({ seq: feed.position(), epoch: feed.epoch() }, onEvent);
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
  };

  channel.addEventListener("message", ({ data }: MessageEvent<TabMessage>) => {
    if (data.kind === "event") {
      if (!closeStream && data.epoch === feed.epoch()) feed.receive(data.event);
    } else if (data.kind === "command") replica.receiveCommand(data.command);
    else if (data.kind === "answered") outbox.acknowledge(data.commandId, data.seq);
    else if (data.kind === "removed") outbox.remove(data.commandId);
    else if (data.kind === "hello" && closeStream) answerHello(data);
    else if (data.kind === "outdated" && data.to === tabId) void feed.load();
  });

  const confirmedPosition = () => ({ seq: String(feed.confirmed()), epoch: feed.epoch() });
  const stopStoring = replica.subscribeToBase((changed) => {
    if (closeStream) copy?.save(changed, confirmedPosition());
  });

  const stored = await copy?.load();
  if (stored) feed.resume(stored.rows, stored.seq, stored.epoch);
  else await feed.load();
  for (const command of (await commands.load()).commands) replica.receiveCommand(command);
  hello();

  const stop = competeForOwnership({
    ...options,
    onOwner: () => {
      reopenStream();
      copy?.takeOver(confirmedPosition());
      // The last owner may have received commands that it could not pass on.
      void commands.load().then((loaded) => {
        for (const command of loaded.commands) replica.receiveCommand(command);
      });
      outbox.setSending(true);
      return () => {
        closeStream?.();
        closeStream = null;
        outbox.setSending(false);
      };
    },
  });
  return {
    announce: (command) => tell({ kind: "command", command }),
    answered: (commandId, seq) => tell({ kind: "answered", commandId, seq }),
    removed: (commandId) => tell({ kind: "removed", commandId }),
    catchUp: () => (closeStream ? reopenStream() : hello()),
    isOwner: () => closeStream !== null,
    stop: () => {
      stop();
      stopStoring();
      channel.close();
    },
  };
}
