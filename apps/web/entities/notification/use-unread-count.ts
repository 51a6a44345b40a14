"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../trpc/react.ts";
import { useWorkspace } from "../workspace/workspace-context.tsx";

/** Returns the number of the viewer's unread notifications. The feed of changes keeps it up to date. */
export function useUnreadCount(): number | undefined {
  const { id: workspaceId } = useWorkspace();
  return useQuery(useTRPC().notification.count.queryOptions({ workspaceId })).data?.unread;
}
