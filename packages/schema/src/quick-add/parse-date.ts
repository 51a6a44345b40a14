import { candidatesIn } from "./candidate.ts";
import type { Candidate } from "./candidate.ts";
import type { Choice } from "./choose.ts";
import { datesOf } from "./dates.ts";
import type { QuickAdd, QuickAddContext } from "./quick-add.ts";
import { createReader } from "./reader.ts";
import { wordsOf } from "./word.ts";

/**
 * Reads a text that is a date, a time or a recurrence as a whole, such as "tomorrow 5pm" or "every 3 days". Returns null
 * if any word of it is none. Unlike in a line of quick add, dates in the past are read too.
 */
export function parseDateText(text: string, context: QuickAddContext): Pick<QuickAdd, "due" | "recurrence"> | null {
  const words = wordsOf(text);
  for (const language of context.languages) {
    const candidates = candidatesIn(createReader(words, language, context, true), () => false);
    const covered = candidates.reduce((count, { from, to }) => count + to - from, 0);
    const choice = covered === words.length ? choiceOf(candidates) : null;
    const dates = choice && datesOf(choice, words, context);
    if (dates?.due) return { due: dates.due, recurrence: dates.recurrence };
  }
  return null;
}

/** Returns null if there is more than one date, time or recurrence. */
function choiceOf(candidates: readonly Candidate[]): Choice | null {
  const choice: Choice = { due: null, time: null, start: null, duration: null, recurrence: null };
  for (const candidate of candidates) {
    if (candidate.kind === "recurrence" && choice.recurrence === null) choice.recurrence = candidate;
    else if (candidate.kind !== "when" || candidate.moment.day?.strength === "invalid") return null;
    else if (candidate.moment.day === null && choice.time === null) choice.time = candidate;
    else if (candidate.moment.day !== null && choice.due === null) choice.due = candidate;
    else return null;
  }
  return choice;
}
