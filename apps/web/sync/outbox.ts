import { hasCode, isDocketError, isUnknownAddress, retryAfterIn } from "../trpc/api-error.ts";
import type { WriteStore } from "./write-store.ts";
import type { Write } from "./write.ts";

/**
 * How the way to the server is: everything is sent; something is on its way; there is no answer; the session has ended; the
 * server does not know the address of this page.
 */
export type OutboxStatus = "idle" | "sending" | "offline" | "signedOut" | "unknownAddress";

export type OutboxState = { status: OutboxStatus; unsent: number };

export type Outbox = {
  /** Takes a write to be sent after all that came before it. */
  give: (write: Write) => void;
  /** Takes a write back that has not been sent yet. False when the server may have it already. */
  withdraw: (commandId: string) => boolean;
  /** Writes that the server has not answered, oldest first. */
  pending: () => readonly Write[];
  /** Tries at once instead of waiting for the next attempt. */
  retryNow: () => void;
  state: () => OutboxState;
  subscribe: (listener: () => void) => () => void;
};

type OutboxOptions = {
  send: (write: Write) => Promise<unknown>;
  store: WriteStore;
  onAnswer: (write: Write, answer: unknown) => void;
  onRefusal: (write: Write, error: unknown) => void;
};

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Longest pause that an answer can ask for: a proxy may ask for a day. */
const LONGEST_ASKED_PAUSE_MS = 5 * 60_000;

/**
 * Sends writes one after the other, in the order in which they were made. What gets no answer stays first in the queue and is
 * sent again under its command id, which makes it happen once at most; what is refused makes way for the next.
 */
export function createOutbox({ send, store, onAnswer, onRefusal }: OutboxOptions): Outbox {
  let queue: Write[] = [];
  let state: OutboxState = { status: "idle", unsent: 0 };
  let isSending = false;
  let pause = FIRST_PAUSE_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Writes that the server may have done already, though nothing came back. */
  const tried = new Set<string>();
  const listeners = new Set<() => void>();

  const show = (status: OutboxStatus) => {
    if (status === state.status && queue.length === state.unsent) return;
    state = { status, unsent: queue.length };
    for (const listener of listeners) listener();
  };

  const settle = (write: Write) => {
    queue = queue.filter((other) => other !== write);
    tried.delete(write.commandId);
    store.forget(write.commandId);
    pause = FIRST_PAUSE_MS;
  };

  const sendNext = async (): Promise<void> => {
    const [write] = queue;
    if (write === undefined || isSending) return;
    isSending = true;
    tried.add(write.commandId);
    if (state.status === "idle") show("sending");
    try {
      const answer = await send(write);
      settle(write);
      onAnswer(write, answer);
    } catch (error) {
      const wait = waitAfter(error, pause);
      if (wait === null) {
        settle(write);
        onRefusal(write, error);
      } else {
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        show(statusAfter(error));
        timer = setTimeout(() => void sendNext(), wait);
        return;
      }
    } finally {
      isSending = false;
    }
    show(queue.length === 0 ? "idle" : "sending");
    void sendNext();
  };

  return {
    give: (write) => {
      queue = [...queue, write];
      store.keep(write);
      show(state.status === "idle" ? "sending" : state.status);
      if (state.status === "sending") void sendNext();
    },
    withdraw: (commandId) => {
      const write = queue.find((other) => other.commandId === commandId);
      if (!write || tried.has(commandId)) return false;
      queue = queue.filter((other) => other !== write);
      store.forget(commandId);
      show(queue.length === 0 ? "idle" : state.status);
      return true;
    },
    pending: () => queue,
    retryNow: () => {
      clearTimeout(timer);
      pause = FIRST_PAUSE_MS;
      void sendNext();
    },
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Refusals that mean "not now": the write was not carried out, or its command id makes sending it again harmless. */
const PASSING = ["unavailable", "timeout", "too_many_requests", "unauthorized"] as const;

/**
 * Returns how long to wait before the write is sent again, in milliseconds: as long as the answer asks, up to five minutes, else
 * the pause. Null when the server has refused the write for good.
 */
function waitAfter(error: unknown, pause: number): number | null {
  const isPassing = !isDocketError(error) || PASSING.some((code) => hasCode(error, code)) || isUnknownAddress(error);
  if (!isPassing) return null;
  const seconds = retryAfterIn(error);
  return seconds === null ? pause : Math.min(seconds * 1_000, LONGEST_ASKED_PAUSE_MS);
}

function statusAfter(error: unknown): OutboxStatus {
  if (isUnknownAddress(error)) return "unknownAddress";
  return hasCode(error, "unauthorized") ? "signedOut" : "offline";
}
