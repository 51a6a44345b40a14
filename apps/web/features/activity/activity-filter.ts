/** The kinds of things of which the activity tells. */
export const KINDS = ["all", "tasks", "comments", "sections", "projects", "labels", "people"] as const;
export type Kind = (typeof KINDS)[number];

export const TIMES = ["all", "today", "week", "month"] as const;
export type Time = (typeof TIMES)[number];

/** What of the activity is shown; it stands in the address. */
export type ActivityFilter = { person: string | null; kind: Kind; project: string | null; time: Time };

const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Reads the search part of an address; what it says wrongly is as if it were not there. */
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

/** The search part of an address that says so, with its question mark; empty where everything is shown. */
export function writeActivityFilter(filter: ActivityFilter): string {
  const chosen = Object.entries(filter).filter(([, value]) => value !== null && value !== "all");
  // Safe because what is null was left out just now.
  const search = new URLSearchParams(chosen as [string, string][]).toString();
  return search === "" ? "" : `?${search}`;
}

/** Whether everything is shown. */
export function isUnfiltered(filter: ActivityFilter): boolean {
  return writeActivityFilter(filter) === "";
}
