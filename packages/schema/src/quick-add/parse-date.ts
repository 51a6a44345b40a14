import { candidatesIn } from "./candidate.ts";
import { datesOf } from "./dates.ts";
import type { QuickAdd, QuickAddContext } from "./quick-add.ts";
import { createReaders } from "./reader.ts";
import { wordsOf } from "./word.ts";

/** The kinds of words of which a text that is a date can consist. */
const KINDS = new Set(["due", "time", "recurrence"]);

/**
 * Reads a text that is a date, a time or a recurrence as a whole, such as "tomorrow 5pm" or "every 3 days". Returns null
 * if any word of it is none, or if there are two dates. Unlike in a line of quick add, dates in the past are read too.
 */
export function parseDateText(text: string, context: QuickAddContext): Pick<QuickAdd, "due" | "recurrence"> | null {
  for (const reader of createReaders(wordsOf(text), context, true)) {
    const candidates = candidatesIn(reader, () => false);
    const choice = Object.fromEntries(candidates.map((candidate) => [candidate.kind, candidate]));
    const isWhole = candidates.reduce((end, { from, to }) => (from === end ? to : NaN), 0) === reader.words.length;
    const isDate = Object.keys(choice).length === candidates.length && candidates.every((one) => KINDS.has(one.kind));
    const { due, recurrence } = datesOf(choice, context);
    if (isWhole && isDate && due?.date) return { due, recurrence };
  }
  return null;
}
