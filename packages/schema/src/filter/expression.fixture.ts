import fc from "fast-check";
import type { Condition, Expression } from "./expression.ts";
import {
  DATE_FIELDS,
  MAX_FILTER_DEPTH,
  MAX_FILTER_VALUES,
  TASK_FLAGS,
  TASK_PARTS,
  depthOf,
  simplify,
  sizeOf,
} from "./expression.ts";

/** The values that generated expressions can contain. */
export type Values = {
  project: readonly string[];
  section: readonly string[];
  label: readonly string[];
  assignee: readonly string[];
  day: readonly string[];
  text: fc.Arbitrary<string>;
};

/** Returns a fast-check arbitrary for expressions within the limits, in their simplest form. */
export function expressions(values: Values): fc.Arbitrary<Expression> {
  const some = <Value>(from: readonly Value[]) =>
    fc.subarray([...from], { minLength: 1, maxLength: Math.min(4, from.length) });
  const point = fc.constantFrom(...values.day, "today", "today+1", "today+40", "today-1", "today-7");
  const dateField = fc.constantFrom(...DATE_FIELDS);
  const leaf: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({ field: fc.constant("project" as const), is: some(values.project) }),
    fc.record({ field: fc.constant("section" as const), is: some([...values.section, "none" as const]) }),
    fc.record({ field: fc.constant("label" as const), is: some([...values.label, "none" as const]) }),
    fc.record({ field: fc.constant("assignee" as const), is: some([...values.assignee, "me", "none"] as const) }),
    fc.record({ field: fc.constant("status" as const), is: some(["open", "done", "cancelled"] as const) }),
    fc.record({ field: fc.constant("priority" as const), is: some([0, 1, 2, 3]) }),
    fc.record({ field: dateField, is: fc.constant("none" as const) }),
    fc.record({ field: dateField, from: point, to: fc.constant(null) }),
    fc.record({ field: dateField, from: fc.constant(null), to: point }),
    fc.record({ field: dateField, from: point, to: point }),
    fc.record({ field: fc.constant("text" as const), contains: values.text }),
    fc.record({ field: fc.constant("has" as const), is: fc.constantFrom(...TASK_PARTS) }),
    fc.record({ field: fc.constant("is" as const), is: fc.constantFrom(...TASK_FLAGS) }),
  );
  const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: MAX_FILTER_DEPTH, depthIdentifier: "expression" },
      leaf,
      fc.record({ all: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie("tree") }),
    ),
  }));
  return tree
    .map(simplify)
    .filter((expression) => sizeOf(expression) <= MAX_FILTER_VALUES && depthOf(expression) <= MAX_FILTER_DEPTH);
}
