import type { Transport } from "../transport.ts";

const never = () => new Promise<never>(() => {});

/** A server that never answers. */
export const IDLE_TRANSPORT: Transport = {
  snapshot: never,
  project: never,
  read: never,
  subtasks: never,
  labelTasks: never,
  taskDetails: never,
  send: never,
  retryDelay: () => null,
  closedReason: () => null,
};
