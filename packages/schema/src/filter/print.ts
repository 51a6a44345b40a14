import type { Condition, DateCondition, Expression, NamedField } from "./expression.ts";
import { simplify } from "./expression.ts";
import type { Resolver } from "./resolver.ts";
import { quoteFilterValue } from "./token.ts";
import { ID_WORD, OPERATORS, PLAIN_WORD, PRIORITY_WORDS } from "./word.ts";

/**
 * Returns the canonical text form of a filter. {@link parseFilter} parses it to the same expression. An ID for which
 * the resolver has no name is printed as is.
 *
 * @param expression null for all tasks, which is printed as an empty string
 */
export function printFilter(expression: Expression | null, resolver: Resolver): string {
  return expression === null ? "" : printAny(simplify(expression), resolver);
}

function printAny(expression: Expression, resolver: Resolver): string {
  if (!("any" in expression)) return printAll(expression, resolver);
  return expression.any.map((part) => printAll(part, resolver)).join(" or ");
}

function printAll(expression: Expression, resolver: Resolver): string {
  if (!("all" in expression)) return printOne(expression, resolver);
  return expression.all.map((part) => printOne(part, resolver)).join(" ");
}

function printOne(expression: Expression, resolver: Resolver): string {
  if ("field" in expression) return printCondition(expression, resolver);
  if ("not" in expression) return `-${printOne(expression.not, resolver)}`;
  return `(${printAny(expression, resolver)})`;
}

function printCondition(condition: Condition, resolver: Resolver): string {
  switch (condition.field) {
    case "project":
    case "section":
    case "label":
    case "assignee":
      return `${condition.field}:${condition.is.map((id) => printName(condition.field, id, resolver)).join(",")}`;
    case "status":
      return `status:${condition.is.join(",")}`;
    case "priority":
      return `priority:${condition.is.map(priorityWord).join(",")}`;
    case "text":
      return isPlain(condition.contains) ? condition.contains : quoteFilterValue(condition.contains);
    case "has":
    case "is":
      return `${condition.field}:${condition.is}`;
    default:
      return `${condition.field}:${printDays(condition)}`;
  }
}

function priorityWord(priority: number): string {
  return Object.keys(PRIORITY_WORDS).find((word) => PRIORITY_WORDS[word] === priority) ?? "";
}

function printDays(condition: DateCondition): string {
  if ("is" in condition) return condition.is;
  const { field, from, to } = condition;
  if (from === null) return field === "due" && to === "today-1" ? "overdue" : `<=${to ?? ""}`;
  if (to === null) return `>=${from}`;
  return from === to ? from : `${from}..${to}`;
}

function printName(field: NamedField, id: string, resolver: Resolver): string {
  if (id === "none" || id === "me") return id;
  const name = resolver.nameOf(field, id);
  // If the name resolves to another entity or to none, parsing the text would change the filter.
  if (name === null || resolver.idOf(field, name) !== id) return id;
  return isPlain(name) ? name : quoteFilterValue(name);
}

/** Returns whether a word keeps its meaning without quotation marks. */
function isPlain(word: string): boolean {
  const isTaken = [...OPERATORS, "none", "me"].some((taken) => taken === word.toLowerCase());
  return !isTaken && PLAIN_WORD.test(word) && !ID_WORD.test(word);
}
