import { addDays, instantOf } from "./day.ts";
import { matchesExpression, rangeOn } from "./expression-match.ts";
import type { Viewer } from "./expression-match.ts";
import type { GivenFilter, ListExpression } from "./filter-expression.ts";
import { filterExpression } from "./filter-expression.ts";
import type { Reader } from "./filter-match.ts";
import { foldText, searchPatterns } from "./fold-text.ts";
import type { ListedTask } from "./task.ts";

type Matcher = (task: ListedTask) => boolean;

/**
 * Returns a function that tells whether a list with this filter contains a task, according to the same rules as
 * `matchesFilter`. What does not depend on the task is computed only once: the expression, today, the bounds of days,
 * and the words of a text. Use it for many tasks.
 */
export function taskMatcher(filter: GivenFilter, reader: Reader): Matcher {
  return matcherOf(filterExpression(filter), { ...reader, timeZone: filter.timeZone ?? "UTC" });
}

function matcherOf(expression: ListExpression, viewer: Viewer): Matcher {
  if ("all" in expression) {
    const parts = expression.all.map((part) => matcherOf(part, viewer));
    return (task) => parts.every((matches) => matches(task));
  }
  if ("any" in expression) {
    const parts = expression.any.map((part) => matcherOf(part, viewer));
    return (task) => parts.some((matches) => matches(task));
  }
  if ("not" in expression) {
    const matches = matcherOf(expression.not, viewer);
    return (task) => !matches(task);
  }
  if (expression.field === "text") return textMatcher(expression.contains);
  if (!("from" in expression)) return (task) => matchesExpression(expression, task, viewer);
  const range = rangeOn(expression, viewer);
  const { field } = expression;
  if (field === "due" || field === "start" || field === "deadline") {
    const resolved = { ...expression, ...range };
    return (task) => matchesExpression(resolved, task, viewer);
  }
  const start = range.from === null ? -Infinity : Number(instantOf(range.from, "00:00", viewer.timeZone));
  const end = range.to === null ? Infinity : Number(instantOf(addDays(range.to, 1), "00:00", viewer.timeZone));
  return (task) => {
    const instant = Number(new Date(task[`${field}At`] ?? ""));
    return instant >= start && instant < end;
  };
}

/** Returns a function that tells whether a title contains every word of a query. */
function textMatcher(text: string): Matcher {
  // The patterns are SQL LIKE patterns that consist only of folded words and %.
  const parts = searchPatterns(text).flatMap((pattern) => pattern.split("%"));
  return ({ title }) => {
    const folded = foldText(title);
    return parts.every((part) => folded.includes(part));
  };
}
