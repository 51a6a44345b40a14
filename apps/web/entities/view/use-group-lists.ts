"use client";

import { useTaskLists } from "../../replica/use-task-lists.ts";
import type { LoadedList } from "../../replica/use-task-lists.ts";
import type { TaskGroup } from "./task-group.ts";

/** Returns the list of each group, as far as it is loaded. Groups that share a list get their part of it. */
export function useGroupLists(groups: readonly TaskGroup[]): LoadedList[] {
  // Groups that share a list have the same object.
  const inputs = [...new Set(groups.map(({ list }) => list))];
  const lists = useTaskLists(inputs);
  return groups.flatMap(({ list, partOf }) => {
    const loaded = lists[inputs.indexOf(list)];
    return loaded ? (partOf?.(loaded) ?? loaded) : [];
  });
}
