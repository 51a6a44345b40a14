import { MAX_TASK_DEPTH } from "@docket/schema/task-limit";

/** A line of pasted text that becomes a task. */
export type TaskLine = {
  title: string;
  /** The index of the parent's line; null for a top-level line. */
  parent: number | null;
};

/** Matches the marker of a list item in plain text, with or without a checkbox. */
const MARK = /^(?:[-*+•–]|\d{1,3}[.)])\s+(?:\[[ xX]?\]\s*)?|^\[[ xX]?\]\s+/;
/** Width of a tab, in spaces. */
const TAB = 4;
/** Maximum length of a title, in characters. */
const MAX_TITLE_LENGTH = 500;

/**
 * Parses text into tasks, one per line, and removes list markers. An indented line becomes a sub-task of the line above
 * it, or a sibling if it would exceed the maximum depth of tasks.
 */
export function parseTaskLines(text: string): TaskLine[] {
  const lines: TaskLine[] = [];
  /** The lines under which the next line can be nested, outermost first. */
  let above: { index: number; indent: number }[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const indent = (/^\s*/.exec(line)?.[0] ?? "").replaceAll("\t", " ".repeat(TAB)).length;
    const title = line.trim().replace(MARK, "").trim().slice(0, MAX_TITLE_LENGTH);
    if (title === "") continue;
    above = above.filter((other) => other.indent < indent).slice(0, MAX_TASK_DEPTH - 1);
    lines.push({ title, parent: above.at(-1)?.index ?? null });
    above.push({ index: lines.length - 1, indent });
  }
  return lines;
}
