import { IMPORT_SOURCES } from "@docket/schema/import-source";
import { MAX_TASK_DEPTH } from "@docket/schema/task-limit";
import { textProblem } from "@docket/schema/text";

/** Limits for files from Todoist. */
export const FILE_LIMITS = IMPORT_SOURCES.todoist.limits;

/**
 * Maximum lengths of the text fields that Docket stores, in UTF-16 code units, and maximum numbers of levels and of
 * labels per task.
 */
export const FIELD_LIMITS = {
  title: 500,
  name: 200,
  description: 50_000,
  projectDescription: 20_000,
  comment: 20_000,
  depth: MAX_TASK_DEPTH,
  labels: 50,
} as const;

/**
 * Returns whether a text has no visible characters. A task whose title consists of zero-width characters would be
 * impossible to find.
 */
export function isBlank(text: string): boolean {
  return textProblem(text, { min: 1, max: Number.POSITIVE_INFINITY }) === "blank";
}

/** Returns a text as a single line. */
export function oneLine(text: string): string {
  // Splitting is linear. A pattern that matches spaces around a line break would not be.
  const lines = text.split(/[\n\r\u2028\u2029]/).map((line) => line.trim());
  return lines.filter((line) => line !== "").join(" ");
}

/**
 * Splits a text into parts of at most `max` code units, preferably at the end of a nearby line or word, and never
 * inside a character.
 */
export function splitText(text: string, max: number): string[] {
  const found: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const end = breakBefore(rest, max);
    found.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return rest === "" ? found : [...found, rest];
}

function breakBefore(text: string, max: number): number {
  const window = text.slice(0, max + 1);
  const near = Math.max(window.lastIndexOf("\n"), window.lastIndexOf(" "));
  if (near > max * 0.8) return near;
  const isInsidePair = /[\ud800-\udbff]/.test(text[max - 1] ?? "");
  return isInsidePair ? max - 1 : max;
}
