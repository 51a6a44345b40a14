import type { ImportLoss, ImportProblem, ImportProblemKind } from "@docket/schema/import";
import type { Locale } from "@docket/schema/locale";
import type { Message, TemplateMessage } from "@docket/schema/message";
import { cleanText } from "@docket/schema/text";
import { translate } from "../../runtime/translation/translate.ts";

/** Collects what to tell the user about an import while its files are being read. */
export type ImportReport = {
  /** Records a problem with a row. */
  reportProblem: (kind: ImportProblemKind, at: { file: string; line: number | null }, text: Message) => void;
  /** Counts a value for which Docket has no field. */
  countLoss: (loss: Omit<ImportLoss, "count" | "message"> & { message: TemplateMessage }) => void;
  problems: ImportProblem[];
  losses: () => ImportLoss[];
};

/** Maximum number of characters that a message quotes from the file. */
const EXCERPT = 80;

/**
 * Creates an empty report. Its messages are in the language of the user who imports, because only that user reads them.
 */
export function createImportReport(locale: Locale): ImportReport {
  const problems: ImportProblem[] = [];
  const losses = new Map<string, ImportLoss>();
  return {
    problems,
    reportProblem: (kind, at, text) =>
      problems.push({ file: at.file, line: at.line, kind, message: translate(text, locale) }),
    countLoss: (loss) => {
      // This is called for every value, so each message is translated only once.
      const key = `${loss.column} ${loss.outcome} ${loss.message.template}`;
      const counted = losses.get(key);
      if (counted) counted.count += 1;
      else losses.set(key, { ...loss, message: translate(loss.message, locale), count: 1 });
    },
    losses: () => [...losses.values()].toSorted((a, b) => a.column.localeCompare(b.column, "en")),
  };
}

/** Returns the beginning of a text as a single line. */
export function beginning(text: string): string {
  const line = cleanText(text.slice(0, EXCERPT * 4), { max: EXCERPT + 1, lines: "one" });
  return line.length > EXCERPT ? `${cleanText(line, { max: EXCERPT })}…` : line;
}

/** Returns the beginning of a text as a single line, in quotes, for use in a message. */
export function excerpt(text: string): string {
  return `"${beginning(text)}"`;
}
