import type { Id } from "../id.ts";
import { isDayPoint, readDayPoint, shiftDayPoint } from "./day-point.ts";
import type { DayPoint } from "./day-point.ts";
import type { Condition, DateField, NamedField } from "./expression.ts";
import { DATE_FIELDS, MAX_CONDITION_TEXT_LENGTH, NAMED_FIELDS, TASK_FLAGS, TASK_PARTS } from "./expression.ts";
import { FilterProblem } from "./problem.ts";
import type { Resolver } from "./resolver.ts";
import type { Token } from "./token.ts";
import { ID_WORD, PRIORITY_WORDS, STATUS_WORDS } from "./word.ts";

const FIELDS = [...NAMED_FIELDS, "status", "priority", ...DATE_FIELDS, "text", "has", "is"] as const;

/**
 * Returns the condition for a field and its values.
 *
 * @param name the word before the colon
 * @throws FilterProblem
 */
export function readCondition(resolver: Resolver, name: Token, values: Token[]): Condition {
  const field = wordIn(FIELDS, name, "unknownField");
  switch (field) {
    case "project":
      return { field, is: unique(values.map((value) => idOf(resolver, field, value))) };
    case "section":
    case "label":
      return { field, is: unique(values.map((value) => keyword(value, "none") ?? idOf(resolver, field, value))) };
    case "assignee":
      return {
        field,
        is: unique(
          values.map((value) => keyword(value, "none") ?? keyword(value, "me") ?? idOf(resolver, field, value)),
        ),
      };
    case "status":
      return { field, is: unique(values.flatMap((value) => meaningOf(STATUS_WORDS, value))) };
    case "priority":
      return { field, is: unique(values.map((value) => meaningOf(PRIORITY_WORDS, value))) };
    case "text":
      return readText(single(values));
    case "has":
      return { field, is: wordIn(TASK_PARTS, single(values)) };
    case "is":
      return { field, is: wordIn(TASK_FLAGS, single(values)) };
    default:
      return readDate(field, single(values));
  }
}

/** Interprets a token as text to search for, without changing it. */
export function readText({ text, position }: Token): Condition {
  const contains = text.normalize("NFC").trim();
  if (contains === "") throw new FilterProblem(position, { code: "noWords" });
  if (contains.length > MAX_CONDITION_TEXT_LENGTH)
    throw new FilterProblem(position, { code: "wordsTooLong", most: MAX_CONDITION_TEXT_LENGTH });
  return { field: "text", contains };
}

function readDate(field: DateField, value: Token): Condition {
  const text = value.text.toLowerCase();
  if (keyword(value, "none") !== null) return { field, is: "none" };
  if (field === "due" && keyword(value, "overdue") !== null) return { field, from: null, to: "today-1" };
  const [, sign, bound] = /^([<>]=?)(.*)$/.exec(text) ?? [];
  if (sign !== undefined && bound !== undefined) {
    const point = pointOf(value, bound);
    if (sign.startsWith("<")) return { field, from: null, to: sign === "<" ? beside(value, point, -1) : point };
    return { field, from: sign === ">" ? beside(value, point, 1) : point, to: null };
  }
  const [from = "", to = from, ...more] = text.split("..");
  if (more.length > 0) throw noDay(value);
  return { field, from: pointOf(value, from), to: pointOf(value, to) };
}

function pointOf(value: Token, text: string): DayPoint {
  const point = readDayPoint(text);
  if (point === null) throw noDay(value);
  return point;
}

/**
 * Returns the day point before or after another.
 *
 * @throws FilterProblem if the result is out of range
 */
function beside(value: Token, point: DayPoint, by: 1 | -1): DayPoint {
  const next = shiftDayPoint(point, by);
  if (!isDayPoint(next)) throw noDay(value);
  return next;
}

function noDay({ position }: Token): FilterProblem {
  return new FilterProblem(position, { code: "noDay" });
}

function single([value, second]: Token[]): Token {
  if (second) throw new FilterProblem(second.position, { code: "oneValue" });
  // Safe because the parser reads at least one value after a colon.
  return value as Token;
}

/** Returns the word if the token is this keyword. A quoted word is a name, not a keyword. */
function keyword<Word extends string>({ kind, text }: Token, word: Word): Word | null {
  return kind === "word" && text.toLowerCase() === word ? word : null;
}

function idOf(resolver: Resolver, field: NamedField, { kind, text, position }: Token): Id {
  if (kind === "word" && ID_WORD.test(text)) return text;
  const id = resolver.idOf(field, text);
  if (id === null) throw new FilterProblem(position, { code: "unknownName", field, name: text });
  return id;
}

function meaningOf<Meaning>(words: Record<string, Meaning>, { text, position }: Token): Meaning {
  const word = text.toLowerCase();
  const meaning = Object.hasOwn(words, word) ? words[word] : undefined;
  if (meaning === undefined)
    throw new FilterProblem(position, { code: "unknownWord", words: Object.keys(words).join(", ") });
  return meaning;
}

function wordIn<Word extends string>(
  words: readonly Word[],
  { text, position }: Token,
  code: "unknownField" | "unknownWord" = "unknownWord",
): Word {
  const word = words.find((candidate) => candidate === text.toLowerCase());
  if (word === undefined) throw new FilterProblem(position, { code, words: words.join(", ") });
  return word;
}

function unique<Value>(values: Value[]): Value[] {
  return [...new Set(values)];
}
