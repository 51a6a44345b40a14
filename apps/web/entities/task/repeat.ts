import type { Rule } from "@docket/schema/recurrence/rule";
import { isRule, parseRule } from "@docket/schema/recurrence/rule-text";
import type { NewRecurrence } from "@docket/schema/task-recurrence";

/** A rule with what it counts from, before it is stored as text. */
export type Repeat = { rule: Rule; from: NewRecurrence["from"]; catchUp: NewRecurrence["catchUp"] };

/** Parses how a task repeats; null if its rule is not supported. */
export function parseRepeat({ rule: text, from, catchUp }: NewRecurrence): Repeat | null {
  const rule = parseRule(text);
  return isRule(rule) ? { rule, from, catchUp } : null;
}
