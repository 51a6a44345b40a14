/** The kinds of entities by which the activity can be filtered. */
export const KINDS = ["all", "tasks", "comments", "sections", "projects", "labels", "people"] as const;
export type Kind = (typeof KINDS)[number];

export const TIMES = ["all", "today", "week", "month"] as const;
export type Time = (typeof TIMES)[number];

/** Which changes the activity shows. Stored in the URL's query string. */
export type ActivityFilter = { person: string | null; kind: Kind; project: string | null; time: Time };

const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Reads a filter from a query string. Invalid values are treated as missing. */
export function readActivityFilter(search: URLSearchParams): ActivityFilter {
  const id = (name: string) => {
    const value = search.get(name);
    return value !== null && ID.test(value) ? value : null;
  };
  return {
    person: id("person"),
    kind: KINDS.find((kind) => kind === search.get("kind")) ?? "all",
    project: id("project"),
    time: TIMES.find((time) => time === search.get("time")) ?? "all",
  };
}

/** Returns the query string for a filter, including the question mark; an empty string if nothing is filtered. */
export function writeActivityFilter(filter: ActivityFilter): string {
  const chosen = Object.entries(filter).filter(([, value]) => value !== null && value !== "all");
  // Safe because null values were filtered out above.
  const search = new URLSearchParams(chosen as [string, string][]).toString();
  return search === "" ? "" : `?${search}`;
}

/** Returns whether the filter matches all changes. */
export function isUnfiltered(filter: ActivityFilter): boolean {
  return writeActivityFilter(filter) === "";
}
