"use client";

import type { ListedTask } from "@docket/schema/task";
import { compareTasks } from "@docket/schema/task-order";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { openTasksOf, taskList } from "../../sync/task-list.ts";
import { useTRPCClient } from "../../trpc/react.ts";

/** The open tasks of a project in their order, page by page. */
export function useOpenTasks(workspaceId: string, projectId: string) {
  const client = useTRPCClient();
  const query = useInfiniteQuery(taskList(client, openTasksOf(workspaceId, projectId)));
  const tasks = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { ...query, tasks };
}

/** A task with the open tasks below it. */
export type TaskNode = { task: ListedTask; children: TaskNode[] };

/** The tasks of one section as a tree; a task whose parent is not among the open ones stands at the top. */
export function treeOf(tasks: ListedTask[], sectionId: string | null): TaskNode[] {
  const ids = new Set(tasks.map((task) => task.id));
  const byParent = new Map<string | null, ListedTask[]>();
  for (const task of [...tasks].sort(compareTasks("manual", "ascending"))) {
    const parentId = task.parentId !== null && ids.has(task.parentId) ? task.parentId : null;
    byParent.set(parentId, [...(byParent.get(parentId) ?? []), task]);
  }
  const below = (parentId: string | null): TaskNode[] =>
    (byParent.get(parentId) ?? []).map((task) => ({ task, children: below(task.id) }));
  return below(null).filter((node) => node.task.sectionId === sectionId);
}
