import type { Day } from "../day.ts";
import { clockOf, readMoment } from "./candidate.ts";
import { nameAt, unknownName } from "./names.ts";
import type { NamedId, QuickAddContext, QuickAddReminder, TokenKind, TokenSpan, UnknownName } from "./quick-add.ts";
import type { LineReader } from "./reader.ts";
import { readDay, readLength } from "./reader.ts";
import { whenOf } from "./when.ts";
import type { Word } from "./word.ts";

/** A token that begins with a sign, or a priority. `from` and `to` are indexes of words. */
export type SignToken = TokenSpan & { from: number; to: number } & (
    | { kind: "project" | "section" | "label" | "person"; id: string }
    | { kind: "priority"; priority: number }
    | { kind: "deadline"; day: Day }
    | { kind: "reminder"; reminder: QuickAddReminder }
  );

type Line = {
  text: string;
  words: readonly Word[];
  readers: readonly LineReader[];
  context: QuickAddContext;
  isEnabled: (kind: TokenKind) => boolean;
};

const NAME_SIGN = /^[([]*[#@+/]$/;
const PRIORITIES: Record<string, number> = { p1: 3, p2: 2, p3: 1, p4: 0, "!!!": 3, "!!": 2, "!": 1 };
/** Maximum number of words of a deadline in braces. */
const MAX_DEADLINE_WORDS = 8;

/** Finds all tokens that a sign marks, in the order of the line, and the names after signs that are not known. */
export function findSigns(line: Line): { tokens: SignToken[]; unknown: UnknownName[] } {
  const tokens: SignToken[] = [];
  const unknown: UnknownName[] = [];
  for (let index = 0; index < line.words.length; index += 1) {
    const word = line.words[index];
    if (word === undefined || word.isPlain) continue;
    const found = NAME_SIGN.test(word.before)
      ? readNames(line, word, index, unknown, tokens)
      : readOther(line, word, index);
    tokens.push(...found);
    index = Math.max(index, (found.at(-1)?.to ?? 0) - 1);
  }
  return { tokens, unknown };
}

function readOther(line: Line, word: Word, index: number): SignToken[] {
  const priority = PRIORITIES[word.fold];
  if (priority !== undefined && word.before === "" && line.isEnabled("priority"))
    return isPriority(line, word, index) ? [{ ...spanOf(word, index), kind: "priority", priority }] : [];
  if (word.before === "!" && line.isEnabled("reminder")) return readReminder(line, word, index);
  if (word.before.includes("{") && line.isEnabled("deadline")) return readDeadline(line, word, index);
  return [];
}

function spanOf(word: Word, index: number): Omit<SignToken, "kind"> {
  return { start: word.start - word.before.length, end: word.end, from: index, to: index + 1 };
}

/** "P1 incident" and "p2 of the contract" are no priorities. */
function isPriority({ words, readers }: Line, word: Word, index: number): boolean {
  const next = word.after === "" ? words[index + 1] : undefined;
  if (next === undefined || !/[\p{L}\p{N}]/u.test(next.text) || next.before !== "") return true;
  if (readers.some(({ sets }) => sets.verbs.has(next.fold))) return false;
  return word.text === word.fold && word.text !== "!";
}

function readReminder({ readers, context }: Line, word: Word, index: number): SignToken[] {
  for (const reader of readers) {
    const short = reader.readings[index]?.short;
    const days = short?.unit === "day" ? 1 : short?.unit === "week" ? 7 : null;
    const length = days === null ? readLength(reader, index) : { value: (short?.n ?? 0) * days * 1440, end: index + 1 };
    if (length) return [tokenTo(reader, word, index, length.end, { minutesBefore: length.value })];
    const moment = readMoment(reader, index);
    if (moment && clockOf(moment.value) !== null && moment.value.day?.strength !== "invalid")
      return [tokenTo(reader, word, index, moment.end, { at: whenOf(moment.value, context) })];
  }
  return [];
}

function tokenTo({ words }: LineReader, word: Word, from: number, to: number, reminder: QuickAddReminder): SignToken {
  const start = word.start - word.before.length;
  return { kind: "reminder", start, end: words[to - 1]?.end ?? word.end, from, to, reminder };
}

function readDeadline({ readers, words }: Line, word: Word, index: number): SignToken[] {
  const length = words.slice(index, index + MAX_DEADLINE_WORDS).findIndex(({ after }) => after.includes("}")) + 1;
  const last = words[index + length - 1];
  if (length === 0 || last === undefined) return [];
  const start = word.start - word.before.length + word.before.indexOf("{");
  const end = last.end + last.after.indexOf("}") + 1;
  for (const reader of readers) {
    let at = index;
    while (at < index + length - 1 && isDeadlineWord(reader, at)) at += 1;
    const read = readDay(reader, at);
    if (read?.end === index + length && read.value.strength !== "invalid")
      return [{ kind: "deadline", start, end, from: index, to: index + length, day: read.value.day }];
  }
  return [];
}

function isDeadlineWord({ words, sets }: LineReader, index: number): boolean {
  const fold = words[index]?.fold ?? "";
  return sets.deadline.has(fold) || sets.prepositions.has(fold);
}

const NAME_KINDS: Record<string, "project" | "section" | "label" | "person"> = {
  "#": "project",
  "/": "section",
  "@": "label",
  "+": "person",
};

function readNames(
  line: Line,
  word: Word,
  index: number,
  unknown: UnknownName[],
  earlier: readonly SignToken[],
): SignToken[] {
  const kind = NAME_KINDS[word.before.at(-1) ?? ""];
  if (kind === undefined || !line.isEnabled(kind)) return [];
  if (kind === "section") return readSection(line, index, word.start, projectIn(line, earlier));
  const { projects, labels, people } = line.context.names;
  const entities = { project: projects, label: labels, person: people }[kind];
  const found = nameAt(line.text, line.words, word.start, index, entities);
  if (found === null) {
    const name = unknownName(kind, line.text, word, word.start);
    if (name) unknown.push(name);
    return [];
  }
  const to = wordAfter(line.words, index, found.end);
  const token: SignToken = { kind, id: found.entity.id, start: word.start - 1, end: found.end, from: index, to };
  if (kind !== "project" || line.text.charAt(found.end) !== "/" || !line.isEnabled("section")) return [token];
  return [token, ...readSection(line, to - 1, found.end + 1, found.entity.id)];
}

function projectIn({ context }: Line, tokens: readonly SignToken[]): string | null {
  const last = tokens.findLast(({ kind }) => kind === "project");
  return last?.kind === "project" ? last.id : (context.projectId ?? null);
}

type Sections = QuickAddContext["names"]["sections"];
const sectionsOf = new WeakMap<Sections, Map<string, NamedId[]>>();

/** The lists of sections are cached, so that their names are indexed only once. */
function groupByProject(sections: Sections): Map<string, NamedId[]> {
  const groups = new Map<string, NamedId[]>();
  for (const section of sections) {
    const group = groups.get(section.projectId);
    if (group) group.push(section);
    else groups.set(section.projectId, [section]);
  }
  return groups;
}

function readSection(
  { text, words, context }: Line,
  index: number,
  start: number,
  projectId: string | null,
): SignToken[] {
  const all = context.names.sections;
  const byProject = sectionsOf.get(all) ?? groupByProject(all);
  sectionsOf.set(all, byProject);
  const found = nameAt(text, words, start, index, byProject.get(projectId ?? "") ?? []);
  if (found === null) return [];
  const to = wordAfter(words, index, found.end);
  return [{ kind: "section", id: found.entity.id, start: start - 1, end: found.end, from: index, to }];
}

/** Returns the index of the word after the one that contains the end of a name. */
function wordAfter(words: readonly Word[], index: number, end: number): number {
  let to = index + 1;
  while ((words[to]?.start ?? Infinity) < end) to += 1;
  return to;
}
