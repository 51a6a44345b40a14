import { limitedIp } from "@docket/core/ip";

/** The part of the budget that one request has reserved. */
export type BodyReservation = {
  /** Reserves further bytes. @returns false when the budget is used up; the reservation then stays as it was */
  take(bytes: number): boolean;
  /** Releases the whole reservation. */
  leave(): void;
};

/** The memory of this process for request bodies. */
export type BodyMemoryBudget = { enter(clientIp: string): BodyReservation };

/**
 * Creates the budget for request bodies, from their first byte until their call has been answered. The caller is authenticated
 * only then, so without a limit anyone could fill the memory with bodies that never end. One caller gets a part of the budget,
 * so that it can't block the others.
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
