import { z } from "zod";
import { Id } from "../id.ts";
import { inEnglish, message } from "../message.ts";
import { Priority, TaskStatus } from "../task-value.ts";
import { text } from "../text.ts";
import { isDayPoint } from "./day-point.ts";
import type { Condition, Expression as ExpressionType } from "./expression.ts";
import {
  DATE_FIELDS,
  MAX_FILTER_DEPTH,
  MAX_FILTER_VALUES,
  MAX_CONDITION_TEXT_LENGTH,
  TASK_FLAGS,
  TASK_PARTS,
  sizeOf,
} from "./expression.ts";

const oneOf = <Value extends z.ZodType>(value: Value) => z.array(value).min(1).max(MAX_FILTER_VALUES);
const Point = z.string().refine(isDayPoint, "must be a day: YYYY-MM-DD, today, today+7 or today-7").nullable();
const DateFieldName = z.enum(DATE_FIELDS);

const Leaf: z.ZodType<Condition, Condition> = z.union([
  z.strictObject({ field: z.literal("project"), is: oneOf(Id) }),
  z.strictObject({ field: z.enum(["section", "label"]), is: oneOf(Id.or(z.literal("none"))) }),
  z.strictObject({ field: z.literal("assignee"), is: oneOf(Id.or(z.enum(["me", "none"]))) }),
  z.strictObject({ field: z.literal("status"), is: oneOf(TaskStatus) }),
  z.strictObject({ field: z.literal("priority"), is: oneOf(Priority) }),
  z.strictObject({ field: DateFieldName, is: z.literal("none") }),
  z
    .strictObject({ field: DateFieldName, from: Point, to: Point })
    .refine(({ from, to }) => from !== null || to !== null, "needs a start or an end"),
  z.strictObject({
    field: z.literal("text"),
    contains: text({ max: MAX_CONDITION_TEXT_LENGTH, min: 1, lines: "one" }),
  }),
  z.strictObject({ field: z.literal("has"), is: z.enum(TASK_PARTS) }),
  z.strictObject({ field: z.literal("is"), is: z.enum(TASK_FLAGS) }),
]);

/** Returns the schema for expressions up to a depth. Limiting the depth rejects deeper input early. */
function expressionTo(depth: number): z.ZodType<ExpressionType, ExpressionType> {
  if (depth === 0) return Leaf;
  const Inner = expressionTo(depth - 1);
  const Several = z.array(Inner).min(1).max(MAX_FILTER_VALUES);
  return z.union([
    Leaf,
    z.strictObject({ all: Several }),
    z.strictObject({ any: Several }),
    z.strictObject({ not: Inner }),
  ]);
}

const TOO_MANY = message`has more than ${MAX_FILTER_VALUES} values`;

const Tree = expressionTo(MAX_FILTER_DEPTH);

/**
 * The schema for filter expressions. IDs in it are only compared, so an ID that the reader can't see matches nothing.
 * The schema is lazy so that the search for entity references in a procedure's input schema stops here.
 */
export const Expression = z
  .lazy(() => Tree)
  .refine((expression) => sizeOf(expression) <= MAX_FILTER_VALUES, {
    error: inEnglish(TOO_MANY),
    params: { text: TOO_MANY },
  });
export type Expression = ExpressionType;
