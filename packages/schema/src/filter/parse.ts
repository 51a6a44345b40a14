import type { Condition, Expression } from "./expression.ts";
import {
  MAX_FILTER_DEPTH,
  MAX_FILTER_VALUES,
  MAX_FILTER_LENGTH,
  allOf,
  anyOf,
  depthOf,
  notOf,
  sizeOf,
} from "./expression.ts";
import { FilterProblem } from "./problem.ts";
import { readCondition, readText } from "./read-condition.ts";
import type { Resolver } from "./resolver.ts";
import type { Token } from "./token.ts";
import { tokensOf } from "./token.ts";

const NO_TOKEN: Token = { kind: "end", text: "", position: 0, end: 0 };

/** The state of the parser. */
export type ParserState = { tokens: Token[]; next: number; resolver: Resolver };

/**
 * Parses the text form of a filter. It consists of conditions such as `project:HOME`, `label:errand,"at home"`,
 * `due:today..today+7` and `has:subtasks`, and of words to search for. They are combined with `and` (or nothing), `or`,
 * `-` or `not`, and parentheses.
 *
 * @returns null if the text contains no condition, which matches all tasks
 * @throws FilterProblem with the position and what was expected there
 */
export function parseFilter(text: string, resolver: Resolver): Expression | null {
  if (text.length > MAX_FILTER_LENGTH) throw new FilterProblem(MAX_FILTER_LENGTH, { code: "tooLong" });
  const reading: ParserState = { tokens: tokensOf(text), next: 0, resolver };
  if (peek(reading).kind === "end") return null;
  const expression = readDisjunction(reading, 0);
  const rest = peek(reading);
  if (rest.kind === ")") throw new FilterProblem(rest.position, { code: "noOpening" });
  if (rest.kind !== "end") throw new FilterProblem(rest.position, { code: "noEnd" });
  if (sizeOf(expression) > MAX_FILTER_VALUES)
    throw new FilterProblem(text.length, { code: "tooManyValues", most: MAX_FILTER_VALUES });
  if (depthOf(expression) > MAX_FILTER_DEPTH) throw tooDeep(text.length);
  return expression;
}

/** Returns the next token without consuming it. */
export function peek({ tokens, next }: ParserState): Token {
  return tokens[next] ?? tokens.at(-1) ?? NO_TOKEN;
}

/** Consumes and returns the next token. */
export function consume(reading: ParserState): Token {
  const token = peek(reading);
  reading.next += 1;
  return token;
}

function isOperator(token: Token, operator: "and" | "or" | "not"): boolean {
  return token.kind === "word" && token.text.toLowerCase() === operator;
}

function tooDeep(position: number): FilterProblem {
  return new FilterProblem(position, { code: "tooDeep", most: MAX_FILTER_DEPTH });
}

function readDisjunction(reading: ParserState, depth: number): Expression {
  const parts = [readConjunction(reading, depth)];
  while (isOperator(peek(reading), "or")) {
    consume(reading);
    parts.push(readConjunction(reading, depth));
  }
  return anyOf(parts);
}

function readConjunction(reading: ParserState, depth: number): Expression {
  const parts = [readTerm(reading, depth)];
  for (;;) {
    const token = peek(reading);
    if (isOperator(token, "and")) consume(reading);
    else if (isOperator(token, "or") || [")", "end", ":", ","].includes(token.kind)) return allOf(parts);
    parts.push(readTerm(reading, depth));
  }
}

function readTerm(reading: ParserState, depth: number): Expression {
  let isNegated = false;
  while (peek(reading).kind === "-" || isOperator(peek(reading), "not")) {
    consume(reading);
    isNegated = !isNegated;
  }
  const expression = peek(reading).kind === "(" ? readGroup(reading, depth) : readLeaf(reading);
  return isNegated ? notOf(expression) : expression;
}

function readGroup(reading: ParserState, depth: number): Expression {
  const { position } = consume(reading);
  if (depth === MAX_FILTER_DEPTH) throw tooDeep(position);
  const expression = readDisjunction(reading, depth + 1);
  if (peek(reading).kind !== ")") throw new FilterProblem(position, { code: "noClosing" });
  consume(reading);
  return expression;
}

function readLeaf(reading: ParserState): Condition {
  const token = consume(reading);
  if (token.kind === "quoted") return readText(token);
  if (token.kind !== "word" || isOperator(token, "and") || isOperator(token, "or"))
    throw new FilterProblem(token.position, { code: "noCondition" });
  const colon = peek(reading);
  if (colon.kind !== ":" || colon.position !== token.end) return readText(token);
  consume(reading);
  return readCondition(reading.resolver, token, readValues(reading, colon.end));
}

/** Parses the values after a colon. The first must follow the colon immediately. */
function readValues(reading: ParserState, position: number): Token[] {
  const values: Token[] = [];
  do {
    if (values.length > 0) consume(reading);
    const value = peek(reading);
    const isValue = value.kind === "word" || value.kind === "quoted";
    if (!isValue || (values.length === 0 && value.position !== position))
      throw new FilterProblem(values.length === 0 ? position : value.position, { code: "noValue" });
    values.push(consume(reading));
  } while (peek(reading).kind === ",");
  return values;
}
