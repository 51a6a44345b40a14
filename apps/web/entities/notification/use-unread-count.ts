"use client";

import { useQuery } from "@tanstack/react-query";
import { useConnection } from "../../sync/sync-provider.tsx";
import { useTRPC } from "../../trpc/react.ts";
import { useWorkspace } from "../workspace/workspace-context.tsx";

/** How often the number is read while no changes arrive, in milliseconds. */
const FALLBACK_INTERVAL_MS = 60_000;

/** Returns the number of the viewer's unread notifications. The feed of changes keeps it up to date. */
export function useUnreadCount(): number | undefined {
  const { id: workspaceId } = useWorkspace();
  const { live } = useConnection();
  const refetchInterval = live === "live" ? false : FALLBACK_INTERVAL_MS;
  return useQuery(useTRPC().notification.count.queryOptions({ workspaceId }, { refetchInterval })).data?.unread;
}
