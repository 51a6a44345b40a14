import type { QuickAdd } from "@docket/schema/quick-add/quick-add";
import { nextOccurrences } from "@docket/schema/recurrence/occurrences";
import { isRule, parseRule } from "@docket/schema/recurrence/rule-text";

/** Returns what is typed with the due date that the task will have: the first day that matches its rule. */
export function onFirstDay(typed: QuickAdd): QuickAdd {
  const { due, recurrence } = typed;
  const rule = recurrence && parseRule(recurrence.rule);
  if (due === null || rule === null || !isRule(rule)) return typed;
  const [date = due.date] = nextOccurrences({ rule, start: due.date }, 1);
  return { ...typed, due: { ...due, date } };
}
