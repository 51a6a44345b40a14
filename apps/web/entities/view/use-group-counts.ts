"use client";

import type { TallyTasks } from "@docket/schema/task";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useTRPCClient } from "../../trpc/react.ts";
import type { GroupRows } from "./list-rows.ts";
import type { Grouping } from "./view-state.ts";

type Filter = NonNullable<TallyTasks["filter"]>;
type TallyInput = Pick<TallyTasks, "workspaceId" | "by"> & { filter: Partial<Filter> };
type Tallied = Exclude<Grouping, "none" | "due">;

/**
 * For each grouping, the key of the group for tasks that belong to no other group (task-group.ts). Due dates have no
 * entry, because their groups are counted one by one.
 */
const GROUP_WITHOUT_KEYS: Record<Tallied, string> = {
  section: "none",
  status: "none",
  priority: "none",
  assignee: "nobody",
  label: "unlabelled",
  project: "none",
};

const isTallied = (groupBy: Grouping): groupBy is Tallied => groupBy in GROUP_WITHOUT_KEYS;

/**
 * Returns a function that counts the tasks in a group. Tasks are counted locally if all of them are loaded. Otherwise,
 * the server counts them, if possible with one request for all groups.
 */
export function useGroupCounts(
  groupBy: Grouping,
  groups: readonly GroupRows[],
): (group: GroupRows) => string | undefined {
  const client = useTRPCClient();
  // The days of one list are complete as soon as they are loaded, and not counted separately.
  const large = groups.filter(({ group, list }) => group.heading !== null && list.hasMore && !group.partOf);
  const first = large[0]?.group;
  const by = first?.shared !== undefined && isTallied(groupBy) ? groupBy : null;
  // To count a single group, use any grouping in which each task belongs to exactly one group.
  const asked: TallyInput[] =
    first && by
      ? [{ workspaceId: first.list.workspaceId, by, filter: unrestricted(first.shared ?? {}, by) }]
      : large.map(({ group: { list } }) => ({ workspaceId: list.workspaceId, by: "priority", filter: list.filter }));
  const tallies = useQuery({
    queryKey: [["task", "tally"], asked],
    queryFn:
      asked.length === 0
        ? skipToken
        : ({ signal }) => Promise.all(asked.map((input) => client.task.tally.query(input, { signal }))),
  }).data;
  return (shown) => {
    const { group, list } = shown;
    if (list.status !== "success") return undefined;
    if (!list.hasMore) return String(list.tasks.length);
    const counted = by
      ? tallies?.[0]?.groups.find(({ key }) => keyOf(by, key) === group.key)?.count
      : tallies?.[large.indexOf(shown)]?.groups.reduce((sum, { count }) => sum + count, 0);
    return counted === undefined ? `${list.tasks.length}+` : String(counted);
  };
}

/** Returns the shared filter without conditions that would exclude some of the groups. */
function unrestricted(shared: Partial<Filter>, by: Tallied): Partial<Filter> {
  return by === "status" && shared.status !== "closed" ? { ...shared, status: "any" } : shared;
}

/** Converts a key in the server's tally to the key of a group. */
function keyOf(groupBy: Tallied, key: string | null): string {
  if (key === null) return GROUP_WITHOUT_KEYS[groupBy];
  return groupBy === "priority" ? `p${key}` : key;
}
