import type { Actor } from "@docket/core/runtime/actor";
import { tokenIdOf } from "@docket/core/runtime/actor";
import { DomainError } from "@docket/core/runtime/error";

/** Maximum number of open streams per session or token, per user, and per process. */
export type StreamCaps = { session: number; user: number; process: number };

export const STREAM_CAPS: StreamCaps = { session: 5, user: 20, process: 2_000 };

export type StreamSlots = {
  /**
   * Reserves a slot for a stream.
   *
   * @returns an idempotent function that releases the slot
   * @throws DomainError `too_many_requests`
   */
  take: (actor: Actor) => () => void;
  /** Returns the number of open streams in this process. */
  count: () => number;
};

/** Creates slots that limit the number of open streams. */
export function createStreamSlots(caps: StreamCaps = STREAM_CAPS): StreamSlots {
  const open = new Map<string, number>();
  const add = (key: string, step: 1 | -1) => {
    const count = (open.get(key) ?? 0) + step;
    if (count === 0) open.delete(key);
    else open.set(key, count);
  };
  return {
    count: () => open.get("process") ?? 0,
    take(actor) {
      const limits: [string, number][] = [
        [`session ${actor.kind === "user" ? actor.sessionId : tokenIdOf(actor)}`, caps.session],
        [`user ${actor.userId}`, caps.user],
        ["process", caps.process],
      ];
      const isFull = limits.some(([key, most]) => (open.get(key) ?? 0) >= most);
      if (isFull)
        throw new DomainError(
          "too_many_requests",
          "Too many live connections. Please close one of your other windows.",
        );
      for (const [key] of limits) add(key, 1);
      let isTaken = true;
      return () => {
        if (isTaken) for (const [key] of limits) add(key, -1);
        isTaken = false;
      };
    },
  };
}
