import { createReplica } from "../replica.ts";
import type { Replica, ReplicaOptions } from "../replica.ts";
import { IDLE_TRANSPORT } from "./idle-transport.ts";

type Options = Pick<ReplicaOptions, "workspaceId" | "userId" | "now" | "newId" | "setTimer">;

/** Creates a replica whose server never answers, and whose commands are not stored. */
export function createIdleReplica(options: Options): Replica {
  return createReplica({
    ...options,
    transport: IDLE_TRANSPORT,
    store: { keep: () => {}, forget: () => {} },
  });
}
