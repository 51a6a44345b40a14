import type { Condition, Expression } from "@docket/schema/filter/expression";
import { DATE_FIELDS, NAMED_FIELDS, allOf, simplify } from "@docket/schema/filter/expression";

/** The fields of a filter, in the order of the menu. */
export const FILTER_FIELDS = [...NAMED_FIELDS, "status", "priority", ...DATE_FIELDS, "text", "has", "is"] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

/** One condition of a filter, as shown in the filter bar. */
export type Chip = { condition: Condition; isNegated: boolean };

/** Returns a filter as chips if it is a conjunction of simple conditions; null if chips cannot represent it. */
export function chipsOf(where: Expression | null): Chip[] | null {
  if (where === null) return [];
  const expression = simplify(where);
  const parts = "all" in expression ? expression.all : [expression];
  const chips = parts.map(chipOf);
  return chips.every((chip) => chip !== null) ? chips : null;
}

function chipOf(part: Expression): Chip | null {
  if ("field" in part) return { condition: part, isNegated: false };
  return "not" in part && "field" in part.not ? { condition: part.not, isNegated: true } : null;
}

/** Returns the filter for the given chips, ignoring incomplete ones. Null means all tasks. */
export function expressionOf(chips: readonly Chip[]): Expression | null {
  const parts = chips
    .filter(({ condition }) => isComplete(condition))
    .map(({ condition, isNegated }): Expression => (isNegated ? { not: condition } : condition));
  return parts.length === 0 ? null : allOf(parts);
}

/** Whether a condition has a value to compare with. */
function isComplete(condition: Condition): boolean {
  if ("contains" in condition) return condition.contains.trim() !== "";
  if ("is" in condition) return condition.is.length > 0;
  return condition.from !== null || condition.to !== null;
}

/** Returns a new chip for a field. The chip's condition may still be incomplete. */
export function newChip(field: FilterField): Chip {
  return { condition: newCondition(field), isNegated: false };
}

function newCondition(field: FilterField): Condition {
  switch (field) {
    case "text":
      return { field, contains: "" };
    case "has":
      return { field, is: "description" };
    case "is":
      return { field, is: "subtask" };
    case "due":
    case "start":
    case "deadline":
      return { field, from: null, to: "today" };
    case "created":
    case "completed":
      return { field, from: "today-7", to: null };
    default:
      return { field, is: [] };
  }
}

/** Returns the project to which a filter is limited; null if it is not limited to exactly one. */
export function projectOf(where: Expression | null): string | null {
  const pinned = chipsOf(where)?.find(({ condition, isNegated }) => condition.field === "project" && !isNegated);
  if (pinned?.condition.field !== "project" || pinned.condition.is.length !== 1) return null;
  return pinned.condition.is[0] ?? null;
}

/** Toggles a value: removes it if it is present, and adds it otherwise. */
export function toggled<Value>(values: readonly Value[], value: Value): Value[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}
