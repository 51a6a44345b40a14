"use client";

import type { TallyTasks } from "@docket/schema/task";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../trpc/react.ts";
import type { GroupRows } from "../list/list-rows.ts";
import type { Grouping } from "../view/view-state.ts";

type Filter = NonNullable<TallyTasks["filter"]>;
type Tallied = Exclude<Grouping, "none" | "due">;

/** The condition that makes a group, which the tally of all groups leaves out. Days are counted one by one, unlike columns. */
const OWN_CONDITION: Record<Tallied, keyof Filter> = {
  section: "sectionId",
  status: "status",
  priority: "priority",
  assignee: "assigneeId",
  label: "labelId",
  project: "projectId",
};

const isTallied = (groupBy: Grouping): groupBy is Tallied => groupBy in OWN_CONDITION;

/** How many tasks each column has: counted here as far as all are loaded, else by the server. */
export function useColumnCounts(
  groupBy: Grouping,
  columns: readonly GroupRows[],
): (column: GroupRows) => string | undefined {
  const trpc = useTRPC();
  const list = columns[0]?.group.list;
  const isAsking = isTallied(groupBy) && list !== undefined && columns.some(({ list }) => list.hasMore);
  const input = isAsking
    ? { workspaceId: list.workspaceId, by: groupBy, filter: sharedFilter(list.filter, groupBy) }
    : null;
  const tally = useQuery(trpc.task.tally.queryOptions(input ?? skipToken)).data?.groups;
  return ({ group, list }) => {
    if (list.status !== "success") return undefined;
    if (!list.hasMore) return String(list.tasks.length);
    const counted = tally?.find(({ key }) => keyOf(groupBy, key) === group.key)?.count;
    return counted === undefined ? `${list.tasks.length}+` : String(counted);
  };
}

function sharedFilter(filter: Partial<Filter>, groupBy: Tallied): Partial<Filter> {
  const { [OWN_CONDITION[groupBy]]: _, ...shared } = filter;
  return groupBy === "status" ? { ...shared, status: "any" } : shared;
}

/** The key of a group as the views have it (task-group.ts). */
function keyOf(groupBy: Grouping, key: string | null): string {
  if (key === null) return "none";
  return groupBy === "priority" ? `p${key}` : key;
}
