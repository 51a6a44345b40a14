import { isTrackedEnvelope } from "@trpc/server";

/** Writes to a response. Returns a promise if the client must first read what has been written. */
export type SendChunk = (chunk: Uint8Array) => Promise<void> | undefined;

/** Sends the events of a stream until it ends or its client disconnects. */
export type SendEvents = (send: SendChunk) => Promise<void>;

/** The headers of an event stream, as tRPC sets them. */
export const EVENT_STREAM_HEADERS = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
} as const;

type EventStreamOptions = {
  /** The events. Those with an id are tRPC's tracked envelopes. */
  feed: AsyncIterable<unknown>;
  /** Aborts when the stream must end. */
  signal: AbortSignal;
  /** Time without an event after which a ping is sent, in milliseconds. */
  pingMs: number;
  /** Sent to the client first: how it must reconnect. */
  client: object;
  /** Returns what to send for an error of the feed. */
  describeError: (error: unknown) => unknown;
};

const encoder = new TextEncoder();
const frame = (text: string) => encoder.encode(`${text}\n\n\n`);
const PING = frame("event: ping\ndata: ");
const RETURN = frame("event: return\ndata: ");

/**
 * The encoded form of events that are sent to several clients. The feed gives the same object to all readers with equal
 * rights and positions.
 */
const encoded = new WeakMap<object, { id: string; bytes: Uint8Array }>();

function encodeEvent(value: unknown): Uint8Array {
  if (!isTrackedEnvelope(value)) return frame(`data: ${JSON.stringify(value)}`);
  const [id, data] = value;
  const isObject = typeof data === "object" && data !== null;
  const known = isObject ? encoded.get(data) : undefined;
  if (known?.id === id) return known.bytes;
  const bytes = frame(`data: ${JSON.stringify(data)}\nid: ${id}`);
  if (isObject) encoded.set(data, { id, bytes });
  return bytes;
}

/**
 * Creates a function that sends events in the format of tRPC's subscriptions over server-sent events. It does the same as
 * tRPC, without the web streams through which tRPC passes each line of an event.
 */
export function createEventStream({ feed, signal, pingMs, client, describeError }: EventStreamOptions): SendEvents {
  return async (send) => {
    let isBlocked = false;
    const sendAll = async (chunk: Uint8Array) => {
      const drained = send(chunk);
      if (drained === undefined) return;
      isBlocked = true;
      await drained;
      isBlocked = false;
    };
    const ping = setTimeout(() => {
      if (!isBlocked) void sendAll(PING);
      ping.refresh();
    }, pingMs);
    try {
      await sendAll(frame(`event: connected\ndata: ${JSON.stringify(client)}`));
      for await (const value of feed) {
        await sendAll(encodeEvent(value));
        ping.refresh();
        if (signal.aborted) return;
      }
      if (!signal.aborted) await sendAll(RETURN);
    } catch (error) {
      if (!signal.aborted)
        await sendAll(frame(`event: serialized-error\ndata: ${JSON.stringify(describeError(error))}`));
    } finally {
      clearTimeout(ping);
    }
  };
}
