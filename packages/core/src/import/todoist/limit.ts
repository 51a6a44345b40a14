import { TASK_DEPTH } from "@docket/schema/task-limit";
import { textProblem } from "@docket/schema/text";

/** What Docket stores of each text, in UTF-16 code units, and how many levels and labels a task has. */
export const FIELD = {
  title: 500,
  name: 200,
  description: 50_000,
  projectDescription: 20_000,
  comment: 20_000,
  depth: TASK_DEPTH,
  labels: 50,
} as const;

/** Whether there is nothing to see in a text: a title of zero-width characters would be a row that nobody can find. */
export function isBlank(text: string): boolean {
  return textProblem(text, { min: 1, max: Number.POSITIVE_INFINITY }) === "blank";
}

/** A text on one line. */
export function oneLine(text: string): string {
  // Splitting is linear, where a pattern with spaces around the break is not.
  const lines = text.split(/[\n\r\u2028\u2029]/).map((line) => line.trim());
  return lines.filter((line) => line !== "").join(" ");
}

/** Splits a text in pieces of at most `max` code units, at a line or word end where one is near, never inside a character. */
export function pieces(text: string, max: number): string[] {
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
