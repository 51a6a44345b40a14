import { readFileSync, writeFileSync } from "node:fs";

/** One result of a proof: what was attempted, and the expected and actual results. */
export type Check = { name: string; expected: string; found: string; isPassed: boolean };

/** The checks of one part of a proof. */
export type Part = { title: string; checks: Check[]; notes?: string[] };

/** Formats the parts as Markdown tables. */
export function tablesOf(parts: readonly Part[]): string {
  return parts.map(tableOf).join("\n\n");
}

function tableOf({ title, checks, notes = [] }: Part): string {
  const rows = checks.map(({ name, expected, found, isPassed }) => [name, expected, found, isPassed ? "✓" : "✗"]);
  const lines = [["Check", "Expected", "Found", ""], ["---", "---", "---", "---"], ...rows];
  const text = notes.map((note) => `${note}\n\n`).join("");
  return `### ${title}\n\n${text}${lines.map((cells) => `| ${cells.map(escapeCell).join(" | ")} |`).join("\n")}`;
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** Returns the numbers of passed and failed checks, in the format read by `.ci/run`. */
export function countChecks(parts: readonly Part[]): { passed: number; failed: number } {
  const checks = parts.flatMap(({ checks }) => checks);
  const passed = checks.filter(({ isPassed }) => isPassed).length;
  return { passed, failed: checks.length - passed };
}

/**
 * Replaces one proof's section in a document.
 *
 * @param name the name of the section, which is between `<!-- name:begin -->` and `<!-- name:end -->`
 * @throws Error if the document has no such section
 */
export function writeSection(file: string, name: string, markdown: string): void {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const text = readFileSync(file, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${file} has no section between ${begin} and ${end}.`);
  writeFileSync(file, `${text.slice(0, from + begin.length)}\n\n${markdown}\n\n${text.slice(to)}`);
}
