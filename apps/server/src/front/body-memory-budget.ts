import { limitedIp } from "@docket/core/runtime/client-ip";

/** The part of the budget that is reserved by one request. */
export type BodyReservation = {
  /**
   * Reserves more bytes.
   *
   * @returns false if the budget is exhausted, in which case the reservation is unchanged
   */
  reserve(bytes: number): boolean;
  /** Releases the whole reservation. */
  release(): void;
};

/** The memory that this process can use for request bodies. */
export type BodyMemoryBudget = { createReservation(clientIp: string): BodyReservation };

/**
 * Creates the memory budget for request bodies. A body counts from its first byte until its call has been answered.
 * Because the caller is authenticated only after the body has been read, anyone could otherwise fill the memory with
 * bodies that never end. A single caller gets only part of the budget and therefore can't block others.
 *
 * @param bytes the total budget, and the budget per caller, which is an IPv4 address or an IPv6 /64
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
    createReservation(clientIp) {
      const caller = limitedIp(clientIp);
      let taken = 0;
      return {
        reserve(count) {
          const isFull = heldByAll + count > bytes.all || (held.get(caller) ?? 0) + count > bytes.one;
          if (isFull) return false;
          add(caller, count);
          taken += count;
          return true;
        },
        release() {
          add(caller, -taken);
          taken = 0;
        },
      };
    },
  };
}
