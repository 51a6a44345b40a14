"use client";

import type { Command } from "@docket/replica/transport";
import type { ListedTask } from "@docket/schema/task";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useReplica } from "../../replica/replica-provider.tsx";
import { oneTask } from "../../replica/task-list.ts";
import { useTaskLists } from "../../replica/use-task-lists.ts";
import { asWrite } from "../../replica/write.ts";
import type { Write } from "../../replica/write.ts";
import { useTRPC } from "../../trpc/react.ts";

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

const NONE_PENDING: readonly Command[] = [];

/**
 * Returns the task shown in the panel, including changes that the server has not confirmed. The task is queried as a
 * list of one task, which is kept current like any other list. Its description is queried separately, and
 * refetched whenever the task's version increases.
 */
export function usePanelTask(id: string): PanelTask {
  const { id: workspaceId } = useWorkspace();
  const { data } = useReplica();
  const [list] = useTaskLists([oneTask(workspaceId, id)]);
  const full = useQuery(useTRPC().task.get.queryOptions({ workspaceId, id }, { staleTime: Infinity }));
  const pending = useSyncExternalStore(data.subscribe, data.outbox.pending, () => NONE_PENDING);
  const task = list?.tasks[0];
  const version = task?.version ?? 0;
  const { refetch } = full;
  const known = full.data?.version ?? 0;
  const typed = pending.flatMap((command) => descriptionIn(asWrite(command), id) ?? []).at(-1);
  const isTyped = typed !== undefined;
  useEffect(() => {
    if (version > known) void refetch();
    // Depends only on the version, and on whether a new description is pending: if the task cannot be read, `known`
    // never catches up and the effect would refetch forever.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [version, isTyped]);

  // Not after an error: a text that was typed instead of an unknown one would replace it.
  const saved = full.data?.description ?? (task?.hasDescription === false ? "" : undefined);
  const text = typed ?? saved;
  return {
    status: list?.status ?? "pending",
    error: list?.error,
    task,
    description: text === undefined ? null : { text, version: full.data?.version ?? version },
    descriptionError: text === undefined && full.isError ? full.error : null,
    retry: () => {
      list?.retry();
      void refetch();
    },
  };
}

/** Returns the description that an unconfirmed write sets on a task. */
function descriptionIn(write: Write, id: string): string | undefined {
  if (write.path === "task.create" && write.input.id === id) return write.input.description;
  return write.path === "task.update" && write.input.id === id ? write.input.set.description : undefined;
}
