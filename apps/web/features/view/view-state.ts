import { isDay } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { FILTER_TEXT_MAX } from "@docket/schema/filter/expression";
import { GROUPINGS, LAYOUTS } from "@docket/schema/layout";
import type { Layout } from "@docket/schema/layout";
import type { TaskOrder } from "@docket/schema/task";
import { TASK_ORDERS } from "@docket/schema/task-order";
import { COLUMNS, USUAL_COLUMNS } from "../table/column.ts";
import type { Column } from "../table/column.ts";

/** What tasks can be grouped by in a view, or not at all. */
const CHOICES = ["none", ...GROUPINGS] as const;
export type Grouping = (typeof CHOICES)[number];

/** The period that a calendar shows. */
export const RANGES = ["month", "week"] as const;
export type Range = (typeof RANGES)[number];

/** How a person looks at tasks. It stands in the address, so that a reload, a bookmark and another browser show the same. */
export type ViewState = {
  layout: Layout;
  groupBy: Grouping;
  sortBy: TaskOrder;
  direction: "ascending" | "descending";
  /** With what is done and cancelled. */
  withClosed: boolean;
  /** The filter as text (schema/filter); empty for none. */
  filter: string;
  /** Keys of the groups that are folded. */
  folded: readonly string[];
  /** How much a calendar shows at once, and around which day: today where none is named. */
  range: Range;
  day: Day | null;
  /** The columns of a table. */
  columns: readonly Column[];
};

export const PLAIN_VIEW: ViewState = {
  layout: "list",
  groupBy: "none",
  sortBy: "manual",
  direction: "ascending",
  withClosed: false,
  filter: "",
  folded: [],
  range: "month",
  day: null,
  columns: USUAL_COLUMNS,
};

/** Most folded groups that an address names, which keeps it short enough for every server. */
const MAX_FOLDED = 30;

/** Longest filter in an address: what is longer is told to be so (schema/filter/parse.ts). */
const MAX_FILTER = FILTER_TEXT_MAX + 1;

const oneOf = <Value extends string>(values: readonly Value[], text: string | null, fallback: Value): Value =>
  values.find((value) => value === text) ?? fallback;

/**
 * The state that the search part of an address tells. What it leaves out, or says wrongly, is as in `plain`.
 *
 * @param plain how the page looks when nothing was chosen
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

/** Writes a state into the search part of an address, leaving out what is as in `plain`; other parameters stay. */
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

/** Names of the parameters that a state may have in an address. */
const PARAMETERS = ["layout", "group", "sort", "direction", "done", "filter", "folded", "range", "day", "columns"];

/** Whether an address says anything about how to look at the tasks. */
export function hasViewState(search: URLSearchParams): boolean {
  return PARAMETERS.some((name) => search.has(name));
}
