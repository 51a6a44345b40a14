"use client";

// Part of the page, because many of the scripts that are loaded later would otherwise contain a copy each.
import "@docket/schema/fold-text";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { useTRPCClient } from "../trpc/react.ts";
import { importWithRetry, lazyCall } from "../ui/lazy-component.ts";
import { INITIAL_CONNECTION } from "./connection-state.ts";
import type { Connection } from "./connection-state.ts";
import type { createWorkspaceReplica } from "./create-workspace-replica.ts";
import type { RejectedWrite } from "./rejected-writes.ts";
import { createEarlyReplica } from "./workspace-replica.ts";
import type { WorkspaceReplica } from "./workspace-replica.ts";

type ReplicaOptions = Parameters<typeof createWorkspaceReplica>[0];

const queryEffects = lazyCall(() => import("./query-effect.ts"));

const ReplicaContext = createContext<WorkspaceReplica | null>(null);

/** Returns the replica of this workspace. */
export function useReplica(): WorkspaceReplica {
  const replica = useContext(ReplicaContext);
  if (!replica) throw new Error("There is no ReplicaProvider.");
  return replica;
}

const NONE: readonly RejectedWrite[] = [];

/** Returns the user's writes that the server has rejected, and whose text was not discarded. */
export function useRejectedWrites(): readonly RejectedWrite[] {
  const { rejected } = useReplica();
  return useSyncExternalStore(rejected.subscribe, rejected.list, () => NONE);
}

/** Returns whether the user's changes reach the server, and changes reach this page. */
export function useConnection(): Connection {
  const { connection } = useReplica();
  return useSyncExternalStore(connection.subscribe, connection.get, () => INITIAL_CONNECTION);
}

type Props = Pick<ReplicaOptions, "workspaceId" | "userId" | "since" | "onAnswer" | "onRejection"> & {
  children: ReactNode;
};

/**
 * Provides the replica of a workspace to its pages. Its code is loaded after the page, which shows the rows in the HTML
 * until then.
 *
 * @param props the functions must be referentially stable
 */
export function ReplicaProvider({ workspaceId, userId, since, onAnswer, onRejection, children }: Props) {
  const queryClient = useQueryClient();
  const client = useTRPCClient();
  const [early] = useState(() => createEarlyReplica({ userId, workspaceId }));
  const [replica, setReplica] = useState(early.replica);
  // The feed knows its later positions itself.
  const [start] = useState(since);
  useEffect(() => {
    let stop = () => {};
    let isEnded = false;
    const showOnQueries: ReplicaOptions["showOnQueries"] = (...write) =>
      queryEffects((effects) => effects.showOnQueries(...write));
    void importWithRetry(() => import("./create-workspace-replica.ts")).then(({ createWorkspaceReplica }) => {
      if (isEnded) return;
      const options = { client, queryClient, workspaceId, userId, since: start, showOnQueries, onAnswer, onRejection };
      const created = createWorkspaceReplica(options);
      stop = created.start();
      early.handOver(created);
      setReplica(created);
    });
    return () => {
      isEnded = true;
      stop();
    };
  }, [client, early, onAnswer, onRejection, queryClient, start, userId, workspaceId]);
  return <ReplicaContext value={replica}>{children}</ReplicaContext>;
}
