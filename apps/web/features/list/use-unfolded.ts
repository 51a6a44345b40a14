"use client";

import { useCallback, useState } from "react";
import type { TaskListInput } from "../../replica/task-list.ts";
import { useTaskLists } from "../../replica/use-task-lists.ts";
import type { LoadedList } from "../../replica/use-task-lists.ts";

/** The unfolded parents by page, kept until the tab is closed or reloaded. */
const unfoldedByPage = new Map<string, ReadonlySet<string>>();

/**
 * Manages which parents are unfolded and loads their sub-tasks.
 *
 * @param page the page for which the unfolded parents are remembered
 * @param isOn whether the view is a tree
 * @param shared the view's list input, on which the lists of sub-tasks are based
 */
export function useUnfoldedTasks(
  page: string,
  isOn: boolean,
  shared: TaskListInput,
): {
  subtasks: ReadonlyMap<string, LoadedList> | undefined;
  toggle: (id: string) => void;
  unfold: (id: string) => void;
} {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => unfoldedByPage.get(page) ?? new Set());
  const change = useCallback(
    (update: (ids: Set<string>) => void) =>
      setIds((ids) => {
        const next = new Set(ids);
        update(next);
        unfoldedByPage.set(page, next);
        return next;
      }),
    [page],
  );
  const parents = isOn ? [...ids] : [];
  const lists = useTaskLists(
    parents.map((parentId) => {
      const { sectionId: _, ...filter } = shared.filter;
      return { ...shared, filter: { ...filter, parentId } };
    }),
  );
  const toggle = useCallback(
    (id: string) => change((next) => void (next.has(id) ? next.delete(id) : next.add(id))),
    [change],
  );
  const unfold = useCallback((id: string) => change((next) => void next.add(id)), [change]);
  const subtasks = isOn
    ? new Map(parents.flatMap((id, index) => (lists[index] ? [[id, lists[index]] as const] : [])))
    : undefined;
  return { subtasks, toggle, unfold };
}
