import type { Expression } from "@docket/schema/filter/expression";
import { allOf, listScopeOf, simplify } from "@docket/schema/filter/expression";
import { printFilter } from "@docket/schema/filter/print";
import type { Resolver } from "@docket/schema/filter/resolver";
import type { TaskFilter } from "@docket/schema/task";
import type { View, ViewFields } from "@docket/schema/view";
import type { Collection } from "./collection.ts";
import { BASE_VIEW } from "./view-state.ts";
import type { ViewState } from "./view-state.ts";

/** The part of a page's state that is stored in a saved view. */
export type SavedState = Required<Omit<ViewFields, "name" | "color">>;

/** The page of a saved view has no built-in conditions, because the view's filter selects the tasks. */
const EMPTY_FILTER: Partial<TaskFilter> = {};

/** Returns the collection of a saved view, with the saved state as its default. */
export function collectionOfView(view: View, resolver: Resolver): Collection {
  return { page: `view.${view.id}`, filter: EMPTY_FILTER, plain: stateOfView(view, resolver) };
}

function stateOfView(view: View, resolver: Resolver): ViewState {
  return {
    ...BASE_VIEW,
    layout: view.layout,
    groupBy: view.groupBy ?? "none",
    sortBy: view.sortBy,
    direction: view.direction,
    filter: printFilter(view.filter, resolver),
  };
}

/**
 * Returns the state of a page as it is stored in a saved view.
 *
 * @param within the condition that all tasks on the page meet; it becomes part of the view's filter
 * @param where the filter of the page
 */
export function savedStateOf(state: ViewState, within: Partial<TaskFilter>, where: Expression | null): SavedState {
  const parts = [...conditionsOfPage(within, state.withClosed, where), ...(where === null ? [] : [simplify(where)])];
  return {
    filter: parts.length === 0 ? null : allOf(parts),
    layout: state.layout,
    groupBy: state.groupBy === "none" ? null : state.groupBy,
    sortBy: state.sortBy,
    direction: state.direction,
  };
}

/**
 * Converts the built-in conditions of a page into filter conditions. An assignee becomes “me”, because only the page
 * with the user's own tasks has an assignee condition.
 */
function conditionsOfPage(within: Partial<TaskFilter>, withClosed: boolean, where: Expression | null): Expression[] {
  const { projectId, labelId, assigneeId, status } = within;
  const namesStatus = where !== null && listScopeOf(where).status === "any";
  const conditions: Expression[] = [];
  if (projectId !== undefined) conditions.push({ field: "project", is: [projectId] });
  if (labelId !== undefined) conditions.push({ field: "label", is: [labelId] });
  if (assigneeId !== undefined) conditions.push({ field: "assignee", is: ["me"] });
  if (status === "closed" && !withClosed) conditions.push({ field: "status", is: ["done", "cancelled"] });
  if (withClosed && !namesStatus) conditions.push({ field: "status", is: ["open", "done", "cancelled"] });
  return conditions;
}

const SAVED_KEYS = ["layout", "groupBy", "sortBy", "direction", "withClosed", "filter"] as const;

/** Whether a page's state differs from its saved view. Ignores collapsed groups and the calendar's day. */
export function isChanged(state: ViewState, plain: ViewState): boolean {
  return SAVED_KEYS.some((name) => state[name] !== plain[name]);
}
