"use client";

import type { TaskCounts } from "@docket/schema/task";
import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useAreRowsCurrent } from "../../replica/use-rows.ts";
import { useTRPC } from "../../trpc/react.ts";
import { useViewer } from "../viewer/viewer.tsx";
import { useWorkspace } from "../workspace/workspace-context.tsx";

const getNull = () => null;

/**
 * Returns the numbers of open tasks, or undefined while they are being loaded. They are counted in the replica. Until it
 * has loaded, or if it doesn't hold all open tasks, they are those of the server.
 */
export function useTaskCounts(): TaskCounts | undefined {
  const { id: workspaceId } = useWorkspace();
  const { timeZone } = useViewer();
  const { data } = useReplica();
  const held = useSyncExternalStore(data.subscribe, () => data.counts(timeZone), getNull);
  const isCounted = useAreRowsCurrent() && held !== null;
  const input = { workspaceId, timeZone, withAssignedAndLabels: true };
  const answer = useQuery({ ...useTRPC().task.count.queryOptions(input), enabled: !isCounted });
  return isCounted ? held : (answer.data ?? held ?? undefined);
}
