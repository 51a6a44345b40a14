import { TASK_DEPTH } from "@docket/schema/task-limit";

/** One line of a pasted text, as a task to be. */
export type TaskLine = {
  title: string;
  /** The line below which it stands, by its place among these lines; null for one that stands in the list itself. */
  parent: number | null;
};

/** What marks a line of a list in plain text, with or without a box to tick. */
const MARK = /^(?:[-*+•–]|\d{1,3}[.)])\s+(?:\[[ xX]?\]\s*)?|^\[[ xX]?\]\s+/;
/** A tab is as wide as this many spaces. */
const TAB = 4;
/** Longest title, in characters. */
const LONGEST = 500;

/**
 * The tasks that a text of several lines is about: one per line, without its bullet; lines that stand further in are sub-tasks of
 * the line above them. Deeper than tasks can hang, they stand beside each other.
 */
export function taskLines(text: string): TaskLine[] {
  const lines: TaskLine[] = [];
  /** The lines above which the next may hang below, outermost first. */
  let above: { index: number; indent: number }[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const indent = (/^\s*/.exec(line)?.[0] ?? "").replaceAll("\t", " ".repeat(TAB)).length;
    const title = line.trim().replace(MARK, "").trim().slice(0, LONGEST);
    if (title === "") continue;
    above = above.filter((other) => other.indent < indent).slice(0, TASK_DEPTH - 1);
    lines.push({ title, parent: above.at(-1)?.index ?? null });
    above.push({ index: lines.length - 1, indent });
  }
  return lines;
}
