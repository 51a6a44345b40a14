import { dayInZone } from "@docket/schema/day";
import type { Resolver } from "@docket/schema/filter/resolver";
import { preparePage } from "../../trpc/server.ts";
import { signedInAccount } from "../../trpc/signed-in.ts";
import { filterResolver } from "../filter/filter-resolver.ts";
import { readFilter } from "../filter/read-filter.ts";
import { byName } from "../workspace/by-name.ts";
import { entityLists } from "../workspace/entity-lists.ts";
import type { Collection } from "./collection.ts";
import { calendarDays } from "./day-grid.ts";
import { prepareGroups } from "./prepare-groups.ts";
import type { ViewRequest } from "./requested-view.ts";
import { requestedView } from "./requested-view.ts";
import { taskGroups } from "./task-group.ts";

type PrepareOptions = ViewRequest & {
  /**
   * The tasks to show. Can be a function if the default filter refers to projects, labels or members by name. The
   * resolver knows the names that are visible to the viewer.
   */
  collection: Collection | ((resolver: Resolver) => Collection);
  /** The project whose sections are loaded, if all tasks belong to one project. */
  projectId?: string;
};

/** Loads the first tasks of a page on the server, using the view that the browser will show. */
export async function prepareCollection({ workspaceId, searchParams, collection: wanted, projectId }: PrepareOptions) {
  const { timeZone, weekStart } = await signedInAccount();
  const page = await preparePage();
  const { queryClient, client, trpc } = page;
  const lists = entityLists(trpc, client, workspaceId);
  const [preferences, projects, labels, members, sections] = await Promise.all([
    queryClient.query(trpc.preference.list.queryOptions()),
    queryClient.query(lists.projects),
    queryClient.query(lists.labels),
    queryClient.query(lists.members),
    projectId === undefined ? null : queryClient.query(lists.sectionsOf(projectId)),
  ]);
  const named = {
    projects: projects.items,
    labels: labels.items,
    members: members.items.toSorted(byName),
    sections: sections?.items ?? [],
  };
  const resolver = filterResolver(named);
  const collection = typeof wanted === "function" ? wanted(resolver) : wanted;
  const state = requestedView(searchParams, preferences, collection.page, collection.plain);
  const today = dayInZone(new Date(), timeZone);
  const groups = taskGroups(state, {
    ...named,
    workspaceId,
    filter: collection.filter,
    where: readFilter(state.filter, resolver).where,
    today,
    timeZone,
    calendarDays: state.layout === "calendar" ? calendarDays(state, { today, weekStart }) : null,
  });
  await prepareGroups(page, groups);
  return page;
}
