"use client";

import { useTaskLists } from "../../sync/use-task-lists.ts";
import type { LoadedList } from "../../sync/use-task-lists.ts";
import { useViewer } from "../viewer/viewer.tsx";
import { partOfList } from "./list-part.ts";
import type { TaskGroup } from "./task-group.ts";

/** Returns the list of each group, as far as it is loaded. Groups that share a list get the tasks of their day. */
export function useGroupLists(groups: readonly TaskGroup[]): LoadedList[] {
  const { timeZone } = useViewer();
  // Groups that share a list have the same object.
  const inputs = [...new Set(groups.map(({ list }) => list))];
  const lists = useTaskLists(inputs);
  const byInput = new Map(inputs.map((input, index) => [input, lists[index]]));
  return groups.flatMap((group, index) => {
    const list = byInput.get(group.list);
    if (!list) return [];
    const { day, isPartOfList } = group;
    if (!isPartOfList || day === undefined) return list;
    const part = partOfList(list, group.list, day, timeZone);
    // Only the first of several days says why they could not be loaded.
    const isRepeated = list.status === "error" && groups[index - 1]?.list === group.list;
    return isRepeated ? { ...part, status: "pending" } : part;
  });
}
