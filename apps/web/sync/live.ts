import type { Change, FeedEvent } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import { API_PATH, refreshSession } from "../trpc/fetch.ts";
import { createLeadership } from "./leadership.ts";

/** Whether changes of others arrive. */
export type LiveStatus = "connecting" | "live" | "closed";

export type LiveOptions = {
  workspaceId: Id;
  /** The user whose data the page shows. Tabs of another user in the same browser have a stream of their own. */
  userId: Id;
  /** Number of the last change that the page knows of. */
  since: string;
  onChanges: (changes: Change[]) => void;
  /** What happened can't be told any more; everything is to be read anew. */
  onResync: () => void;
  /** The reader is no longer in the workspace, or signed out. */
  onClosed: (reason: "workspace" | "credential") => void;
  onStatus: (status: LiveStatus) => void;
};

/** What tabs of one browser tell each other. */
type Message =
  | { kind: "event"; event: FeedEvent }
  | { kind: "status"; status: LiveStatus }
  /** A tab that has just come says what it knows; who holds the stream tells it what it missed. */
  | { kind: "hello"; seq: string };

/** Events that the tab with the stream keeps for tabs that come later. */
const KEPT = 500;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** The server says something every 15 seconds. A line that is silent for longer is dead, whatever the browser believes; in milliseconds. */
const SILENCE_MS = 45_000;

/**
 * Follows the workspace's changes. One tab of the browser holds the stream and passes it on, because a browser allows six
 * connections to one server; when that tab closes, another goes on from where it had come.
 *
 * @returns `stop` stops following. `reopen` follows again after the user has signed in again
 */
export function followLive(options: LiveOptions): { stop: () => void; reopen: () => void } {
  const { workspaceId, userId, onChanges, onResync, onClosed, onStatus } = options;
  const name = `docket.live.${workspaceId}.${userId}`;
  const channel = new BroadcastChannel(name);
  let position = BigInt(options.since);
  let kept: FeedEvent[] = [];
  let status: LiveStatus = "connecting";
  let isClosed = false;

  const setStatus = (next: LiveStatus) => {
    status = next;
    onStatus(next);
  };

  const take = (event: FeedEvent) => {
    const seq = BigInt(event.seq);
    if (event.kind === "closed") {
      // Whoever would go on with the stream is no longer let in either.
      leadership.resign();
      isClosed = true;
      setStatus("closed");
      onClosed(event.reason);
    } else if (event.kind === "resync") {
      position = seq;
      onResync();
    } else if (event.kind === "changes" && seq > position) {
      const fresh = event.changes.filter((change) => BigInt(change.seq) > position);
      position = seq;
      if (fresh.length > 0) onChanges(fresh);
    }
  };

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target: it reaches this origin only
  const tell = (message: Message) => channel.postMessage(message);

  const lead = () =>
    createLeadership(name, () => {
      return openStream({
        workspaceId,
        userId,
        position: () => position.toString(),
        onEvent: (event) => {
          kept = [...kept, event].slice(-KEPT);
          tell({ kind: "event", event });
          take(event);
        },
        onStatus: (next) => {
          tell({ kind: "status", status: next });
          setStatus(next);
        },
      });
    });
  let leadership = lead();

  const reopen = () => {
    if (!isClosed) return;
    isClosed = false;
    setStatus("connecting");
    leadership = lead();
    tell({ kind: "hello", seq: position.toString() });
  };

  channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if (data.kind === "event") take(data.event);
    else if (data.kind === "status") {
      if (isClosed) {
        // The user has signed in again in another tab, which may not know the changes since this one was closed.
        reopen();
        onResync();
      }
      setStatus(data.status);
    } else if (leadership.isLeader()) {
      // Everybody hears it; who knows it already passes over it.
      const missed = kept.filter((event) => event.kind === "changes" && BigInt(event.seq) > BigInt(data.seq));
      for (const event of missed) tell({ kind: "event", event });
      tell({ kind: "status", status });
    }
  });
  tell({ kind: "hello", seq: options.since });

  const stop = () => {
    leadership.resign();
    channel.close();
  };
  return { stop, reopen };
}

type StreamOptions = Pick<LiveOptions, "workspaceId" | "userId" | "onStatus"> & {
  position: () => string;
  onEvent: (event: FeedEvent) => void;
};

/** The stream itself, opened again whenever it breaks. Answers how to end it. */
function openStream({ workspaceId, userId, position, onEvent, onStatus }: StreamOptions): () => void {
  let pause = FIRST_PAUSE_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource | undefined;
  let isEnded = false;

  const close = () => {
    clearTimeout(timer);
    clearTimeout(silence);
    source?.close();
  };
  const end = () => {
    isEnded = true;
    close();
  };
  const again = () => {
    if (isEnded) return;
    close();
    onStatus("connecting");
    // Most often the short-lived cookie has run out.
    timer = setTimeout(() => void refreshSession().then(connect), pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  };
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(again, SILENCE_MS);
  };
  /** It has been let in: only now a break is a new one, not the same refusal once more. */
  const fed = () => {
    pause = FIRST_PAUSE_MS;
    heard();
  };

  const closed = (reason: "workspace" | "credential") => {
    if (isEnded) return;
    end();
    onEvent({ kind: "closed", seq: position(), reason });
  };
  /** The server refuses a stream by an event of it, after having greeted it like any other. */
  const refused = async (data: string) => {
    const code = codeIn(data);
    if (code === "NOT_FOUND") return closed("workspace");
    if (code === "UNAUTHORIZED" && (await refreshSession()) === "over") return closed("credential");
    again();
  };

  const connect = () => {
    if (isEnded) return;
    // A line that never answers is dead too.
    heard();
    const input = JSON.stringify({ workspaceId, expectedUserId: userId, lastEventId: position() });
    source = new EventSource(`${API_PATH}/change.follow?input=${encodeURIComponent(input)}`);
    source.addEventListener("connected", () => {
      heard();
      onStatus("live");
    });
    source.addEventListener("ping", fed);
    source.addEventListener("message", ({ data }: MessageEvent<string>) => {
      fed();
      // Safe because our own server writes it, as docs/api-and-client.md says.
      const event = JSON.parse(data) as FeedEvent;
      if (event.kind === "closed") end();
      onEvent(event);
    });
    source.addEventListener("return", again);
    source.addEventListener("serialized-error", ({ data }: MessageEvent<string>) => void refused(data));
    // The browser tries by itself again what was cut, and gives up what was refused.
    source.addEventListener("error", ({ target }) => {
      if (target instanceof EventSource && target.readyState === EventSource.CLOSED) again();
      else onStatus("connecting");
    });
  };

  connect();
  return end;
}

/** The code of a refusal, as tRPC names it. */
function codeIn(data: string): string | undefined {
  // Safe because our own server writes it, as docs/api-and-client.md says.
  return (JSON.parse(data) as { data?: { code?: string } }).data?.code;
}
