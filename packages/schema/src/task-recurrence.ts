import { z } from "zod";
import type { RuleProblem } from "./recurrence/rule-text.ts";
import { isRule, parseRule, printRule } from "./recurrence/rule-text.ts";
import { When } from "./when.ts";

const MESSAGES: Record<RuleProblem["reason"], string> = {
  unsupported: "contains a part that Docket does not support",
  value: "contains a value that is out of range",
  twice: "contains the same part twice",
  missing: "must begin with FREQ",
  combination: "contains parts that can't be combined",
};

/** A recurrence rule of RFC 5545, section 3.3.10, in the form that `printRule` returns. */
const RuleText = z
  .string()
  .max(500)
  .transform((text, context) => {
    const parsed = parseRule(text);
    if (isRule(parsed)) return printRule(parsed);
    const { reason: problem, part } = parsed;
    context.addIssue({ code: "custom", message: MESSAGES[problem], params: { problem, part } });
    return z.NEVER;
  });

/** What the next occurrence of a task is computed from: its scheduled day, or the day on which it was completed. */
const From = z.enum(["schedule", "completion"]);

/** What happens to occurrences in the past when a task is completed late: they are skipped, or come up one by one. */
const CatchUp = z.enum(["skip", "all"]);

/** How a task repeats. */
export const TaskRecurrence = z.strictObject({
  rule: z.string(),
  /** The day from which the rule applies. All occurrences have its time and time zone. */
  start: When,
  from: From,
  catchUp: CatchUp,
});
export type TaskRecurrence = z.infer<typeof TaskRecurrence>;

/** How a task should repeat, starting with its due date. */
export const NewRecurrence = z.strictObject({ rule: RuleText, from: From, catchUp: CatchUp });
export type NewRecurrence = z.infer<typeof NewRecurrence>;
