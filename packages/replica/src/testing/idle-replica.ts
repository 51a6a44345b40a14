import { createReplica } from "../replica.ts";
import type { Replica, ReplicaOptions } from "../replica.ts";

type Options = Pick<ReplicaOptions, "workspaceId" | "userId" | "now" | "newId" | "setTimer">;

/** Creates a replica whose server never answers, and whose commands are not stored. */
export function createIdleReplica(options: Options): Replica {
  const never = () => new Promise<never>(() => {});
  return createReplica({
    ...options,
    transport: {
      snapshot: never,
      project: never,
      read: never,
      subtasks: never,
      labelTasks: never,
      taskDetails: never,
      send: never,
      retryDelay: () => null,
      closedReason: () => null,
    },
    store: { keep: () => {}, forget: () => {} },
  });
}
