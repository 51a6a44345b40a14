import { limitedIp } from "@docket/core/ip";

/** What one request takes of the room for bodies. */
export type BodyReservation = {
  /** Takes room for further bytes. @returns false when there is none left; the place then holds what it held */
  take(bytes: number): boolean;
  /** Gives everything back. */
  leave(): void;
};

/** The memory of this process for request bodies. */
export type BodyMemoryBudget = { enter(clientIp: string): BodyReservation };

/**
 * Makes the room in which bodies lie from their first byte until their call has been answered. Who asks is known only then,
 * so without bounds anybody could fill the memory with bodies that are never finished, and be refused afterwards. A single
 * caller gets a part of the room, so that it does not shut the others out.
 *
 * @param bytes for all callers together, and for one: an IPv4 address or an IPv6 /64
 */
export function createBodyMemoryBudget(bytes: { all: number; one: number }): BodyMemoryBudget {
  const held = new Map<string, number>();
  let heldByAll = 0;
  const add = (caller: string, count: number) => {
    const own = (held.get(caller) ?? 0) + count;
    heldByAll += count;
    if (own === 0) held.delete(caller);
    else held.set(caller, own);
  };
  return {
    enter(clientIp) {
      const caller = limitedIp(clientIp);
      let taken = 0;
      return {
        take(count) {
          const isFull = heldByAll + count > bytes.all || (held.get(caller) ?? 0) + count > bytes.one;
          if (isFull) return false;
          add(caller, count);
          taken += count;
          return true;
        },
        leave() {
          add(caller, -taken);
          taken = 0;
        },
      };
    },
  };
}
