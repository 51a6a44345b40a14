import type { Condition, Expression } from "@docket/schema/filter/expression";
import { DATE_FIELDS, NAMED_FIELDS, allOf, simplified } from "@docket/schema/filter/expression";

/** Fields of a filter, in the order of the menu. */
export const FILTER_FIELDS = [...NAMED_FIELDS, "status", "priority", ...DATE_FIELDS, "text", "has", "is"] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

/** One condition of a filter as it stands in the bar. */
export type Chip = { condition: Condition; isNegated: boolean };

/** The conditions of a filter that all have to be true; null when it is put together in another way, which chips can't show. */
export function chipsOf(where: Expression | null): Chip[] | null {
  if (where === null) return [];
  const expression = simplified(where);
  const parts = "all" in expression ? expression.all : [expression];
  const chips = parts.map(chipOf);
  return chips.every((chip) => chip !== null) ? chips : null;
}

function chipOf(part: Expression): Chip | null {
  if ("field" in part) return { condition: part, isNegated: false };
  return "not" in part && "field" in part.not ? { condition: part.not, isNegated: true } : null;
}

/** The filter that chips say; one that says nothing yet is left out. Null without any: all tasks. */
export function expressionOf(chips: readonly Chip[]): Expression | null {
  const parts = chips
    .filter(({ condition }) => isComplete(condition))
    .map(({ condition, isNegated }): Expression => (isNegated ? { not: condition } : condition));
  return parts.length === 0 ? null : allOf(parts);
}

/** Whether a condition names something to compare with. */
function isComplete(condition: Condition): boolean {
  if ("contains" in condition) return condition.contains.trim() !== "";
  if ("is" in condition) return condition.is.length > 0;
  return condition.from !== null || condition.to !== null;
}

/** A new condition on a field, to be filled. */
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
      return { field, from: null, to: "today" };
    case "created":
    case "completed":
      return { field, from: "today-7", to: null };
    default:
      return { field, is: [] };
  }
}

/** The one project in which everything is that a filter lets through; null when there is none. */
export function projectOf(where: Expression | null): string | null {
  const pinned = chipsOf(where)?.find(({ condition, isNegated }) => condition.field === "project" && !isNegated);
  if (pinned?.condition.field !== "project" || pinned.condition.is.length !== 1) return null;
  return pinned.condition.is[0] ?? null;
}

/** The values without this one, or with it. */
export function toggled<Value>(values: readonly Value[], value: Value): Value[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}
