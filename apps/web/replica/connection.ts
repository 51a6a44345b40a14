import type { OutboxState } from "@docket/replica/outbox";
import type { StreamStatus } from "@docket/replica/tab-session";
import type { ClosedReason } from "@docket/replica/transport";
import { hasCode, isUnknownAddress } from "../trpc/api-error.ts";
import { INITIAL_CONNECTION } from "./connection-state.ts";
import type { Connection, SendingStatus } from "./connection-state.ts";

/** The connection, as an external store. */
export type ConnectionStore = {
  get: () => Connection;
  subscribe: (listener: () => void) => () => void;
  setOutbox: (state: OutboxState) => void;
  setLive: (live: StreamStatus) => void;
  setClosed: (reason: ClosedReason) => void;
};

/** Creates the store of a page's connection. */
export function createConnection(): ConnectionStore {
  let current = INITIAL_CONNECTION;
  const listeners = new Set<() => void>();
  const set = (changed: Partial<Connection>) => {
    const next = { ...current, ...changed };
    if ((Object.keys(changed) as (keyof Connection)[]).every((key) => next[key] === current[key])) return;
    current = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setOutbox: ({ status, unsent, error }) =>
      set({ unsent, status: status === "waiting" ? statusAfter(error) : status }),
    setLive: (live) => set({ live, ...(live === "live" && { closedBy: null }) }),
    setClosed: (closedBy) => set({ closedBy }),
  };
}

function statusAfter(error: unknown): SendingStatus {
  if (isUnknownAddress(error)) return "unknownAddress";
  return hasCode(error, "unauthorized") ? "signedOut" : "offline";
}
