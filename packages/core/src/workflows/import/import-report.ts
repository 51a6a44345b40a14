import type { ImportLoss, ImportProblem, ImportProblemKind } from "@docket/schema/import";
import type { Locale } from "@docket/schema/locale";
import type { Message, TemplateMessage } from "@docket/schema/message";
import { cleanText } from "@docket/schema/text";
import { translate } from "../../runtime/translation/translate.ts";

/** Collects what the user should be told about an import while its files are being read. */
export type ImportReport = {
  /** Records a problem with a row. */
  reportProblem: (kind: ImportProblemKind, at: { file: string; line: number | null }, text: Message) => void;
  /** Counts a value that has no field in Docket. */
  countLoss: (loss: Omit<ImportLoss, "count" | "message"> & { message: TemplateMessage }) => void;
  problems: ImportProblem[];
  losses: () => ImportLoss[];
};

/** Maximum number of characters that a message quotes from the file. */
const EXCERPT = 80;

/** Creates an empty report, whose messages are in the language of the person who imports: only they read it. */
export function createImportReport(locale: Locale): ImportReport {
  const problems: ImportProblem[] = [];
  const losses = new Map<string, ImportLoss>();
  return {
    problems,
    reportProblem: (kind, at, text) =>
      problems.push({ file: at.file, line: at.line, kind, message: translate(text, locale) }),
    countLoss: (loss) => {
      // This is called for each cell, so a message is translated only once.
      const key = `${loss.column} ${loss.outcome} ${loss.message.template}`;
      const counted = losses.get(key);
      if (counted) counted.count += 1;
      else losses.set(key, { ...loss, message: translate(loss.message, locale), count: 1 });
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
