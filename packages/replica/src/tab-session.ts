import type { Replica } from "./replica.ts";
import type { StoredCommands } from "./stored-commands.ts";
import type { StoredCopy } from "./stored-copy.ts";
import { competeForOwnership } from "./tab-owner.ts";
import type { OwnerOptions } from "./tab-owner.ts";
import type { Command, ReplicaEvent } from "./transport.ts";

/** What the tabs of a browser tell each other about one replica. */
export type TabMessage =
  | { kind: "event"; event: ReplicaEvent }
  | { kind: "command"; command: Command }
  | { kind: "answered"; commandId: string; seq: string | null }
  | { kind: "rejected"; commandId: string }
  /** A tab asks for what it has missed since a position. */
  | { kind: "hello"; from: string; seq: string }
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
  rejected: (commandId: string) => void;
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
  let kept: ReplicaEvent[] = [];
  let closeStream: (() => void) | null = null;

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches only this origin
  const tell = (message: TabMessage) => channel.postMessage(message);
  const hello = () => tell({ kind: "hello", from: tabId, seq: feed.position() });

  const onEvent = (event: ReplicaEvent) => {
    kept = [...kept, event].slice(-MAX_KEPT_EVENTS);
    tell({ kind: "event", event });
    feed.receive(event);
  };
  const reopenStream = () => {
    closeStream?.();
    closeStream = openStream({ seq: feed.position(), epoch: feed.epoch() }, onEvent);
  };
  const answerHello = (from: string, seq: string) => {
    const missed = kept.filter((event) => Number(event.seq) > Number(seq));
    const [first] = missed;
    const isBehind = Number(seq) < Number(feed.position());
    if (isBehind && (first?.kind !== "changes" || Number(first.from) > Number(seq)))
      tell({ kind: "outdated", to: from });
    else for (const event of missed) tell({ kind: "event", event });
    for (const command of outbox.pending()) tell({ kind: "command", command });
    for (const { commandId, seq: last } of outbox.answered()) tell({ kind: "answered", commandId, seq: last });
  };

  channel.addEventListener("message", ({ data }: MessageEvent<TabMessage>) => {
    if (data.kind === "event" && !closeStream) feed.receive(data.event);
    else if (data.kind === "command") replica.receiveCommand(data.command);
    else if (data.kind === "answered") outbox.acknowledge(data.commandId, data.seq);
    else if (data.kind === "rejected") outbox.reject(data.commandId);
    else if (data.kind === "hello" && closeStream) answerHello(data.from, data.seq);
    else if (data.kind === "outdated" && data.to === tabId) void feed.load();
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
    rejected: (commandId) => tell({ kind: "rejected", commandId }),
    catchUp: () => (closeStream ? reopenStream() : hello()),
    isOwner: () => closeStream !== null,
    stop: () => {
      stop();
      channel.close();
    },
  };
}
