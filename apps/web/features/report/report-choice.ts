import type { Day } from "@docket/schema/day";
import { addDays } from "@docket/schema/day";
import type { ReportTasks } from "@docket/schema/report";
import { weekOf } from "../../entities/view/day-grid.ts";

/** How far a report reaches back, and whether it counts by day or by week. */
export const SPANS = ["month", "quarter", "year"] as const;
export type Span = (typeof SPANS)[number];

const WEEKS: Record<Span, number> = { month: 4, quarter: 13, year: 52 };

/** What a report is about. Stored in the URL's query string. */
export type ReportChoice = { span: Span; projectId: string | null };

const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Reads what a report is about from a query string. Invalid values are treated as missing. */
export function readReportChoice(search: URLSearchParams): ReportChoice {
  const project = search.get("project");
  return {
    span: SPANS.find((span) => span === search.get("span")) ?? "month",
    projectId: project !== null && ID.test(project) ? project : null,
  };
}

/** Returns the query string for a report, including the question mark; an empty string for the default. */
export function writeReportChoice({ span, projectId }: ReportChoice): string {
  const search = new URLSearchParams({
    ...(span !== "month" && { span }),
    ...(projectId !== null && { project: projectId }),
  }).toString();
  return search === "" ? "" : `?${search}`;
}

/** Who reads the report. `weekStart` is the first day of the week (ISO 8601: 1 is Monday). */
type Reader = { today: Day; timeZone: string; weekStart: number };

/** Returns the days at which the periods of a report begin, oldest first. The last period contains today. */
export function periodStarts(span: Span, { today, weekStart }: Omit<Reader, "timeZone">): Day[] {
  const count = WEEKS[span];
  if (span === "month") return Array.from({ length: count * 7 }, (_, index) => addDays(today, index + 1 - count * 7));
  const [last = today] = weekOf(today, weekStart);
  return Array.from({ length: count }, (_, index) => addDays(last, (index + 1 - count) * 7));
}

/** Returns the request for a report. Server and browser make the same one, so that it isn't repeated. */
export function reportInput(workspaceId: string, { span, projectId }: ReportChoice, reader: Reader): ReportTasks {
  const [from = reader.today] = periodStarts(span, reader);
  const { today: to, timeZone } = reader;
  return { workspaceId, ...(projectId !== null && { projectId }), from, to, timeZone };
}
