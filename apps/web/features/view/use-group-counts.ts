"use client";

import type { TallyTasks } from "@docket/schema/task";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useTRPCClient } from "../../trpc/react.ts";
import type { GroupRows } from "../list/list-rows.ts";
import type { Grouping } from "./view-state.ts";

type Filter = NonNullable<TallyTasks["filter"]>;
type Asked = Pick<TallyTasks, "workspaceId" | "by"> & { filter: Partial<Filter> };
type Tallied = Exclude<Grouping, "none" | "due">;

/** The keys of the groups of what is in no other (task-group.ts). Days are not tallied: they are counted one by one, unlike groups. */
const LACKING: Record<Tallied, string> = {
  section: "none",
  status: "none",
  priority: "none",
  assignee: "nobody",
  label: "unlabelled",
  project: "none",
};

const isTallied = (groupBy: Grouping): groupBy is Tallied => groupBy in LACKING;

/** How many tasks each group has: counted here as far as all are loaded, else by the server, for all groups at once if it can. */
export function useGroupCounts(
  groupBy: Grouping,
  groups: readonly GroupRows[],
): (group: GroupRows) => string | undefined {
  const client = useTRPCClient();
  const large = groups.filter(({ group, list }) => group.heading !== null && list.hasMore);
  const first = large[0]?.group;
  const by = first?.shared !== undefined && isTallied(groupBy) ? groupBy : null;
  // Alone, a group is counted by whatever grouping puts each of its tasks in one place.
  const asked: Asked[] =
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

/** What the groups have in common, without what would leave some of them out. */
function unrestricted(shared: Partial<Filter>, by: Tallied): Partial<Filter> {
  return by === "status" && shared.status !== "closed" ? { ...shared, status: "any" } : shared;
}

/** The key of a group as the views have it. */
function keyOf(groupBy: Tallied, key: string | null): string {
  if (key === null) return LACKING[groupBy];
  return groupBy === "priority" ? `p${key}` : key;
}
