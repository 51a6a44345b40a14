"use client";

import type { TallyTasks } from "@docket/schema/task";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../trpc/react.ts";
import type { GroupRows } from "../list/list-rows.ts";
import type { Grouping } from "./view-state.ts";

type Filter = NonNullable<TallyTasks["filter"]>;
type Tallied = Exclude<Grouping, "none" | "due">;

/** The condition that makes a group, which the tally of all groups leaves out. Days are counted one by one, unlike groups. */
const OWN_CONDITION: Record<Tallied, keyof Filter> = {
  section: "sectionId",
  status: "status",
  priority: "priority",
  assignee: "assigneeId",
  label: "labelId",
  project: "projectId",
};

const isTallied = (groupBy: Grouping): groupBy is Tallied => groupBy in OWN_CONDITION;

/** How many tasks each group has: counted here as far as all are loaded, else by the server, for all groups at once. */
export function useGroupCounts(
  groupBy: Grouping,
  groups: readonly GroupRows[],
): (group: GroupRows) => string | undefined {
  const trpc = useTRPC();
  const list = groups[0]?.group.list;
  const isAsking = isTallied(groupBy) && list !== undefined && groups.some(({ list }) => list.hasMore);
  const input = isAsking
    ? { workspaceId: list.workspaceId, by: groupBy, filter: sharedFilter(list.filter, groupBy) }
    : null;
  const tally = useQuery(trpc.task.tally.queryOptions(input ?? skipToken)).data?.groups;
  return ({ group, list }) => {
    if (list.status !== "success") return undefined;
    if (!list.hasMore) return String(list.tasks.length);
    const counted = isTallied(groupBy) && tally?.find(({ key }) => keyOf(groupBy, key) === group.key)?.count;
    return typeof counted !== "number" ? `${list.tasks.length}+` : String(counted);
  };
}

function sharedFilter(filter: Partial<Filter>, groupBy: Tallied): Partial<Filter> {
  const { [OWN_CONDITION[groupBy]]: _, ...shared } = filter;
  return groupBy === "status" ? { ...shared, status: "any" } : shared;
}

/** Keys of the groups of what is in no other (task-group.ts). */
const LACKING: Record<Tallied, string> = {
  section: "none",
  status: "none",
  priority: "none",
  assignee: "nobody",
  label: "unlabelled",
  project: "none",
};

/** The key of a group as the views have it. */
function keyOf(groupBy: Tallied, key: string | null): string {
  if (key === null) return LACKING[groupBy];
  return groupBy === "priority" ? `p${key}` : key;
}
