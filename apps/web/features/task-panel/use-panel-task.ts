"use client";

import type { ListedTask } from "@docket/schema/task";
import { useQuery } from "@tanstack/react-query";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { oneTask } from "../../replica/task-list.ts";
import { useAreRowsCurrent } from "../../replica/use-rows.ts";
import { useTaskLists } from "../../replica/use-task-lists.ts";
import { useTRPC } from "../../trpc/react.ts";
import { useTaskDetails } from "./use-task-details.ts";

/** Text and the version of the task that contains it. */
export type VersionedText = { text: string; version: number };

export type PanelTask = {
  status: "pending" | "error" | "success";
  error: unknown;
  /** Undefined if the task does not exist or the viewer cannot see it. */
  task: ListedTask | undefined;
  /** Null while it is loading, or if that has failed. */
  description: VersionedText | null;
  /** Why the description could not be loaded. Null if it was loaded, or is being loaded. */
  descriptionError: unknown;
  retry: () => void;
};

/**
 * Returns the task shown in the panel, including changes that the server has not confirmed. The task is queried as a
 * list of one task, which is kept current like any other list. Its description is read into the replica. Until then, it
 * is that in the HTML.
 */
export function usePanelTask(id: string): PanelTask {
  const { id: workspaceId } = useWorkspace();
  const [list] = useTaskLists([oneTask(workspaceId, id)]);
  const details = useTaskDetails(id);
  const isLoaded = useAreRowsCurrent();
  const full = useQuery({
    ...useTRPC().task.get.queryOptions({ workspaceId, id }, { staleTime: Infinity }),
    enabled: details === null && !isLoaded,
  });
  const task = list?.tasks[0];
  // A stored copy can be older than the HTML.
  const isOlder = !isLoaded && details !== null && details.version < (full.data?.version ?? 0);
  const read = isOlder ? full.data : (details ?? full.data);
  // Not after an error: a text that was typed instead of an unknown one would replace it.
  const given = read ?? (task?.hasDescription === false ? { ...task, description: "" } : null);
  return {
    status: list?.status ?? "pending",
    error: list?.error,
    task,
    description: given && { text: given.description, version: given.version },
    descriptionError: given === null && full.isError ? full.error : null,
    retry: () => {
      list?.retry();
      void full.refetch();
    },
  };
}
