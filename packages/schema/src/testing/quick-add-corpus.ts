import { readFileSync } from "node:fs";
import { english } from "../quick-add/english.ts";
import { german } from "../quick-add/german.ts";
import type { QuickAdd, QuickAddContext } from "../quick-add/quick-add.ts";
import type { When } from "../when.ts";

const names = {
  projects: [
    { id: "work", name: "Work" },
    { id: "home", name: "Home" },
    { id: "renovation", name: "Home renovation" },
    { id: "buero", name: "Büro" },
  ],
  sections: [
    { id: "kitchen", name: "Kitchen", projectId: "renovation" },
    { id: "bathroom", name: "Bath room", projectId: "renovation" },
    { id: "meetings", name: "Meetings", projectId: "work" },
    { id: "kueche", name: "Küche", projectId: "buero" },
  ],
  labels: [
    { id: "health", name: "health" },
    { id: "errands", name: "errands" },
    { id: "deep", name: "deep work" },
    { id: "waiting", name: "waiting for" },
  ],
  people: [
    { id: "ada", name: "Ada Lovelace" },
    { id: "ada", name: "Ada" },
    { id: "jose", name: "José" },
  ],
};

/** The contexts in which the corpora are read: Tuesday, 24 November 2026, 10:00. */
export const CORPUS_CONTEXTS: Record<"english" | "german", QuickAddContext> = {
  english: {
    today: "2026-11-24",
    now: "10:00",
    timeZone: "Europe/Berlin",
    languages: [english],
    dayMonthOrder: "monthFirst",
    weekStart: 1,
    names,
    projectId: "work",
  },
  german: {
    today: "2026-11-24",
    now: "10:00",
    timeZone: "Europe/Berlin",
    languages: [german, english],
    dayMonthOrder: "dayFirst",
    weekStart: 1,
    names,
    projectId: "work",
  },
};

/** Reads the lines of a file of the corpus, without comments. */
export function corpusLines(name: string): string[] {
  const text = readFileSync(new URL(`../quick-add/corpus/${name}.txt`, import.meta.url), "utf8");
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("# "));
}

/** Writes the meaning of a line as it is written in the corpus. */
export function summaryOf(result: QuickAdd, timeZone: string): string {
  const when = ({ date, time, timeZone: zone }: When) =>
    [date, time, zone === undefined || zone === timeZone ? "" : zone].filter(Boolean).join(" ");
  const reminders = result.reminders.map((one) =>
    "at" in one ? `reminder ${when(one.at)}` : `reminder ${one.minutesBefore}m`,
  );
  const rule = result.recurrence?.rule.replace("FREQ=", "").replace(";WKST=MO", "");
  const parts = [
    result.title,
    result.due && `due ${when(result.due)}`,
    result.start && `start ${when(result.start)}`,
    result.deadline && `deadline ${result.deadline}`,
    result.durationMinutes && `for ${result.durationMinutes}m`,
    rule && `${result.recurrence?.from === "completion" ? "every!" : "every"} ${rule}`,
    result.priority !== null && `priority ${result.priority}`,
    result.projectId && `#${result.projectId}`,
    result.sectionId && `/${result.sectionId}`,
    ...result.labelIds.map((id) => `@${id}`),
    ...result.assigneeIds.map((id) => `+${id}`),
    ...reminders,
    result.description && `// ${result.description}`,
  ];
  return parts.filter(Boolean).join(" | ");
}
