import type { ImportLoss, ImportProblem, ImportProblemKind } from "@docket/schema/import";
import { cleanText } from "@docket/schema/text";

/** Collects what the user should be told about an import while its files are being read. */
export type ImportReport = {
  /** Records a problem with a row. */
  reportProblem: (kind: ImportProblemKind, at: { file: string; line: number | null }, message: string) => void;
  /** Counts a value that has no field in Docket. */
  countLoss: (loss: Omit<ImportLoss, "count">) => void;
  problems: ImportProblem[];
  losses: () => ImportLoss[];
};

/** Maximum number of characters that a message quotes from the file. */
const EXCERPT = 80;

/** Creates an empty report. */
export function createImportReport(): ImportReport {
  const problems: ImportProblem[] = [];
  const losses = new Map<string, ImportLoss>();
  return {
    problems,
    reportProblem: (kind, at, message) => problems.push({ file: at.file, line: at.line, kind, message }),
    countLoss: (loss) => {
      const key = `${loss.column} ${loss.outcome} ${loss.message}`;
      losses.set(key, { ...loss, count: (losses.get(key)?.count ?? 0) + 1 });
    },
    losses: () => [...losses.values()].toSorted((a, b) => a.column.localeCompare(b.column, "en")),
  };
}

/** Returns the beginning of a text, on one line. */
export function beginning(text: string): string {
  const line = cleanText(text.slice(0, EXCERPT * 4), { max: EXCERPT + 1, lines: "one" });
  return line.length > EXCERPT ? `${cleanText(line, { max: EXCERPT })}…` : line;
}

/** Returns the beginning of a text, on one line and in quotes, for a message. */
export function excerpt(text: string): string {
  return `"${beginning(text)}"`;
}
