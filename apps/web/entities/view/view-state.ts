import { isDay } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { MAX_FILTER_LENGTH } from "@docket/schema/filter/expression";
import { GROUPINGS, LAYOUTS, TASK_ORDERS } from "@docket/schema/layout";
import type { Layout } from "@docket/schema/layout";
import type { TaskOrder } from "@docket/schema/task";
import { COLUMNS, DEFAULT_COLUMNS } from "./column.ts";
import type { Column } from "./column.ts";

/** The groupings of a view, including no grouping. */
const CHOICES = ["none", ...GROUPINGS] as const;
export type Grouping = (typeof CHOICES)[number];

/** The periods that a calendar can show. */
export const RANGES = ["month", "week"] as const;
export type Range = (typeof RANGES)[number];

/** How tasks are shown. This is part of the URL, so that reloads, bookmarks and other browsers show the same view. */
export type ViewState = {
  layout: Layout;
  groupBy: Grouping;
  sortBy: TaskOrder;
  direction: "ascending" | "descending";
  /** Whether done and cancelled tasks are included. */
  withClosed: boolean;
  /** The filter as text (schema/filter); empty for no filter. */
  filter: string;
  /** Keys of the collapsed groups. */
  folded: readonly string[];
  /** The period that a calendar shows and a day in it (null for today). */
  range: Range;
  day: Day | null;
  /** The columns of a table. */
  columns: readonly Column[];
};

/** The view from which the default views of pages are derived. */
export const BASE_VIEW: ViewState = {
  layout: "list",
  groupBy: "none",
  sortBy: "manual",
  direction: "ascending",
  withClosed: false,
  filter: "",
  folded: [],
  range: "month",
  day: null,
  columns: DEFAULT_COLUMNS,
};

/** Maximum number of collapsed groups in a URL, which keeps URLs short enough for all servers. */
const MAX_FOLDED = 30;

/**
 * Maximum length of a filter in a URL. One more than the maximum length of a filter, so that the parser still reports
 * longer filters as too long (schema/filter/parse.ts).
 */
const MAX_FILTER = MAX_FILTER_LENGTH + 1;

const oneOf = <Value extends string>(values: readonly Value[], text: string | null, fallback: Value): Value =>
  values.find((value) => value === text) ?? fallback;

/**
 * Reads a view from the query string of a URL. For missing and invalid parameters it uses the value in `plain`.
 *
 * @param plain the default view of the page
 */
export function readViewState(search: URLSearchParams, plain: ViewState): ViewState {
  const done = search.get("done");
  const folded = search.get("folded");
  const day = search.get("day");
  const columns = search.get("columns")?.split(",");
  return {
    layout: oneOf(LAYOUTS, search.get("layout"), plain.layout),
    groupBy: oneOf(CHOICES, search.get("group"), plain.groupBy),
    sortBy: oneOf(TASK_ORDERS, search.get("sort"), plain.sortBy),
    direction: oneOf(["ascending", "descending"], search.get("direction"), plain.direction),
    withClosed: done === null ? plain.withClosed : done === "show",
    filter: search.get("filter")?.slice(0, MAX_FILTER) ?? plain.filter,
    folded: folded === null ? plain.folded : folded.split(",").filter(Boolean).slice(0, MAX_FOLDED),
    range: oneOf(RANGES, search.get("range"), plain.range),
    day: day !== null && isDay(day) ? day : plain.day,
    columns: columns ? COLUMNS.filter((column) => columns.includes(column)) : plain.columns,
  };
}

/** Writes a view to a query string, omitting values that equal `plain`. Keeps other parameters. */
export function writeViewState(search: URLSearchParams, state: ViewState, plain: ViewState): URLSearchParams {
  const next = new URLSearchParams(search);
  const put = (name: string, value: string, usual: string) =>
    value === usual ? next.delete(name) : next.set(name, value);
  put("layout", state.layout, plain.layout);
  put("group", state.groupBy, plain.groupBy);
  put("sort", state.sortBy, plain.sortBy);
  put("direction", state.direction, plain.direction);
  put("done", state.withClosed ? "show" : "hide", plain.withClosed ? "show" : "hide");
  put("filter", state.filter, plain.filter);
  put("folded", state.folded.slice(0, MAX_FOLDED).join(","), plain.folded.join(","));
  put("range", state.range, plain.range);
  put("day", state.day ?? "", plain.day ?? "");
  put("columns", state.columns.join(","), plain.columns.join(","));
  return next;
}

/** Names of the query parameters that store a view. */
const PARAMETERS = ["layout", "group", "sort", "direction", "done", "filter", "folded", "range", "day", "columns"];

/** Whether a URL contains any parameter of a view. */
export function hasViewState(search: URLSearchParams): boolean {
  return PARAMETERS.some((name) => search.has(name));
}
