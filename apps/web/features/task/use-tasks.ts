"use client";

import type { TaskSummary } from "@docket/schema/task";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPCClient } from "../../trpc/react.ts";
import { openTasks } from "./task-pages.ts";

/** The open tasks of a project in their order, page by page. */
export function useOpenTasks(workspaceId: string, projectId: string) {
  const client = useTRPCClient();
  const query = useInfiniteQuery(openTasks(client, workspaceId, projectId));
  const tasks = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { ...query, tasks };
}

/** A task with the open tasks below it. */
export type TaskNode = { task: TaskSummary; children: TaskNode[] };

/** The tasks of one section as a tree; a task whose parent is not among the open ones stands at the top. */
export function treeOf(tasks: TaskSummary[], sectionId: string | null): TaskNode[] {
  const ids = new Set(tasks.map((task) => task.id));
  const byParent = new Map<string | null, TaskSummary[]>();
  for (const task of [...tasks].sort(byRank)) {
    const parentId = task.parentId !== null && ids.has(task.parentId) ? task.parentId : null;
    byParent.set(parentId, [...(byParent.get(parentId) ?? []), task]);
  }
  const below = (parentId: string | null): TaskNode[] =>
    (byParent.get(parentId) ?? []).map((task) => ({ task, children: below(task.id) }));
  return below(null).filter((node) => node.task.sectionId === sectionId);
}

function byRank(left: TaskSummary, right: TaskSummary): number {
  if (left.rank !== right.rank) return left.rank < right.rank ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}
