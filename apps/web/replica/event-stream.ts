import type { StreamStatus } from "@docket/replica/tab-session";
import type { ClosedReason, ReplicaEvent } from "@docket/replica/transport";
import type { FeedEvent } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import { formatPosition } from "@docket/schema/log-position";
import type { LogPosition } from "@docket/schema/log-position";
import { API_PATH, refreshSession } from "../trpc/fetch.ts";

type StreamOptions = {
  workspaceId: Id;
  /** The user whose data the page shows. */
  userId: Id;
  after: LogPosition;
  onEvent: (event: ReplicaEvent) => void;
  onStatus: (status: StreamStatus) => void;
  onClosed: (reason: ClosedReason) => void;
};

const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 15_000;
/** The server sends something every 15 seconds. A connection that is silent for longer is lost; in milliseconds. */
const SILENCE_MS = 45_000;
/** After these events, the stream is opened again: an open connection doesn't notice that the network was lost. */
const NETWORK_EVENTS = ["online", "offline"] as const;

/** Opens the stream of changes, and opens it again whenever the connection is lost. Returns a function that closes it. */
export function openEventStream({
  workspaceId,
  userId,
  after,
  onEvent,
  onStatus,
  onClosed,
}: StreamOptions): () => void {
  let position = after;
  let pause = FIRST_PAUSE_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource | undefined;
  let isEnded = false;

  const disconnect = () => {
    clearTimeout(timer);
    clearTimeout(silenceTimer);
    source?.close();
  };
  const end = () => {
    isEnded = true;
    disconnect();
    for (const name of NETWORK_EVENTS) window.removeEventListener(name, onNetworkChange);
  };
  const reconnect = () => {
    if (isEnded) return;
    disconnect();
    onStatus("connecting");
    // In most cases, the access token has expired.
    timer = setTimeout(() => void refreshSession().then(connect), pause);
    pause = Math.min(pause * 2, MAX_PAUSE_MS);
  };
  const onNetworkChange = () => {
    pause = FIRST_PAUSE_MS;
    reconnect();
  };
  const restartSilenceTimer = () => {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(reconnect, SILENCE_MS);
  };
  /** Resets the pause, because the server has accepted the stream. */
  const onAccepted = () => {
    pause = FIRST_PAUSE_MS;
    restartSilenceTimer();
  };

  const close = (reason: ClosedReason) => {
    if (isEnded) return;
    end();
    onStatus("closed");
    onClosed(reason);
  };
  /** Handles a rejection, which the server sends as an event after `connected`. */
  const reject = async (data: string) => {
    const code = codeIn(data);
    if (code === "NOT_FOUND") return close("workspace");
    if (code === "UNAUTHORIZED" && (await refreshSession()) === "over") return close("credential");
    reconnect();
  };
  const receive = (event: FeedEvent) => {
    if (event.kind === "closed") return close(event.reason);
    if (event.kind === "open") return;
    position = { seq: event.seq, epoch: event.kind === "resync" ? event.epoch : position.epoch };
    onEvent(event);
  };

  const connect = () => {
    if (isEnded) return;
    // After a change of the network, this can be called twice.
    source?.close();
    // A connection that is never answered is lost, too.
    restartSilenceTimer();
    const input = JSON.stringify({ workspaceId, expectedUserId: userId, lastEventId: formatPosition(position) });
    source = new EventSource(`${API_PATH}/change.follow?input=${encodeURIComponent(input)}`);
    source.addEventListener("connected", () => {
      restartSilenceTimer();
      onStatus("live");
    });
    source.addEventListener("ping", onAccepted);
    source.addEventListener("message", ({ data }: MessageEvent<string>) => {
      onAccepted();
      // Safe because only our own server sends events, as docs/api-and-client.md describes.
      receive(JSON.parse(data) as FeedEvent);
    });
    source.addEventListener("return", reconnect);
    source.addEventListener("serialized-error", ({ data }: MessageEvent<string>) => void reject(data));
    // The browser reconnects after an interruption, but not after a rejection.
    source.addEventListener("error", ({ target }) => {
      if (target instanceof EventSource && target.readyState === EventSource.CLOSED) reconnect();
      else onStatus("connecting");
    });
  };

  for (const name of NETWORK_EVENTS) window.addEventListener(name, onNetworkChange);
  connect();
  return end;
}

/** Returns the code of an error as tRPC names it. */
function codeIn(data: string): string | undefined {
  // Safe because only our own server sends events, as docs/api-and-client.md describes.
  return (JSON.parse(data) as { data?: { code?: string } }).data?.code;
}
