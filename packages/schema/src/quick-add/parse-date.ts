import { candidatesIn } from "./candidate.ts";
import type { Choice } from "./dates.ts";
import { datesOf } from "./dates.ts";
import type { QuickAdd, QuickAddContext } from "./quick-add.ts";
import { createReaders } from "./reader.ts";
import { wordsOf } from "./word.ts";

/**
 * Reads a text that is a date, a time or a recurrence as a whole, such as "tomorrow 5pm" or "every 3 days". Returns null
 * if any word of it is none, or if there are two dates. Unlike in a line of quick add, dates in the past are read too.
 */
export function parseDateText(text: string, context: QuickAddContext): Pick<QuickAdd, "due" | "recurrence"> | null {
  for (const reader of createReaders(wordsOf(text), context, true)) {
    const choice: Choice = {};
    let end = 0;
    for (const candidate of candidatesIn(reader, () => false)) {
      const moment = candidate.kind === "due" ? candidate.value : null;
      const kind = moment && !moment.day ? "time" : candidate.kind;
      if (candidate.from !== end || kind in choice || moment?.day?.strength === "invalid") break;
      if (!moment && kind !== "recurrence") break;
      Object.assign(choice, { [kind]: candidate });
      end = candidate.to;
    }
    const { due, recurrence } = datesOf(choice, context);
    if (due && end === reader.words.length) return { due, recurrence };
  }
  return null;
}
