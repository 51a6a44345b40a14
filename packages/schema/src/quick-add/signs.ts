import { clockOf, readMoment } from "./candidate.ts";
import { whenOf } from "./dates.ts";
import { nameAt } from "./names.ts";
import type { QuickAdd, QuickAddContext, TokenKind, TokenSpan, UnknownName } from "./quick-add.ts";
import type { LineReader } from "./reader.ts";
import { readDay, readLength } from "./reader.ts";
import type { Word } from "./word.ts";
import { hasLetters } from "./word.ts";

/** A token that begins with a sign, or a priority. `from` and `to` are indexes of words. */
export type SignToken = TokenSpan & { from: number; to: number; value: Partial<QuickAdd> };

type Line = {
  text: string;
  words: readonly Word[];
  readers: readonly LineReader[];
  context: QuickAddContext;
  isEnabled: (kind: TokenKind) => boolean;
};

const PRIORITIES: Record<string, number> = { p1: 3, p2: 2, p3: 1, p4: 0, "!!!": 3, "!!": 2, "!": 1 };
const NAME_KINDS: Record<string, UnknownName["kind"]> = { "#": "project", "/": "section", "@": "label", "+": "person" };
/** Maximum number of words of a deadline in braces. */
const MAX_DEADLINE_WORDS = 8;

/** Finds all tokens that a sign marks, in the order of the line, and the names after signs that are not known. */
export function findSigns(line: Line): { tokens: SignToken[]; unknown: UnknownName[] } {
  const { text, words, context, isEnabled } = line;
  const tokens: SignToken[] = [];
  const unknown: UnknownName[] = [];
  let projectId = context.projectId ?? null;

  /** Reads a name that begins at an offset within a word. */
  const readName = (kind: UnknownName["kind"], from: number, start: number): SignToken | null => {
    if (!isEnabled(kind)) return null;
    const { projects, sections, labels, people } = context.names;
    const found =
      kind === "section"
        ? nameAt(text, words, start, from, sections, (section) => section.projectId === projectId)
        : nameAt(text, words, start, from, { project: projects, label: labels, person: people }[kind]);
    if (!found) return null;
    const { id, end, to } = found;
    if (kind === "project") projectId = id;
    const values = {
      project: { projectId: id },
      section: { sectionId: id },
      label: { labelIds: [id] },
      person: { assigneeIds: [id] },
    };
    return { kind, start: start - 1, end, from, to, value: values[kind] };
  };

  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined || word.isPlain) continue;
    const [, sign = ""] = /^[([]*([#@+/])$/.exec(word.before) ?? [];
    const kind = NAME_KINDS[sign];
    const token = kind ? readName(kind, index, word.start) : readOther(line, word, index);
    if (token) {
      tokens.push(token);
      index = token.to - 1;
      const section = kind === "project" && text.charAt(token.end) === "/" && readName("section", index, token.end + 1);
      if (section) {
        tokens.push(section);
        index = section.to - 1;
      }
    } else if (kind && kind !== "section" && isEnabled(kind)) {
      const name = kind === "project" ? word.text.replace(/\/.*/, "") : word.text;
      if (/^[^@]*\p{L}[^@]*$/u.test(name))
        unknown.push({ kind, name, start: word.start - 1, end: word.start + name.length });
    }
  }
  return { tokens, unknown };
}

function readOther({ words, readers, context, isEnabled }: Line, word: Word, index: number): SignToken | null {
  const start = word.start - word.before.length;
  const priority = PRIORITIES[word.fold];
  if (priority !== undefined && word.before === "")
    return isEnabled("priority") && isPriority(readers, word, index)
      ? { kind: "priority", start, end: word.end, from: index, to: index + 1, value: { priority } }
      : null;
  if (word.before === "!" && isEnabled("reminder"))
    for (const reader of readers) {
      const found = readReminder(reader, index, context);
      if (found) return { kind: "reminder", start, end: reader.at(found.to - 1).end, from: index, ...found };
    }
  if (word.before.includes("{") && isEnabled("deadline")) {
    const length = words.slice(index, index + MAX_DEADLINE_WORDS).findIndex(({ after }) => after.includes("}")) + 1;
    const to = index + length;
    for (const reader of readers) {
      let at = index;
      while (at < to - 1 && (reader.at(at).reading.deadline || reader.at(at).reading.prepositions)) at += 1;
      const read = readDay(reader, at);
      if (read?.end !== to || read.value.strength === "invalid") continue;
      const last = reader.at(to - 1);
      return {
        kind: "deadline",
        start: start + word.before.indexOf("{"),
        end: last.end + last.after.indexOf("}") + 1,
        from: index,
        to,
        value: { deadline: read.value.day },
      };
    }
  }
  return null;
}

/** "P1 incident" and "p2 of the contract" are no priorities. */
function isPriority(readers: readonly LineReader[], word: Word, index: number): boolean {
  const [next] = readers.map(({ at }) => at(index + 1));
  if (!next || word.after !== "" || !hasLetters(next.text) || next.before !== "") return true;
  return !next.reading.verbs && word.text === word.fold && word.text !== "!";
}

function readReminder(
  reader: LineReader,
  index: number,
  context: QuickAddContext,
): Pick<SignToken, "to" | "value"> | null {
  const { n = 0, unit } = reader.at(index).reading.short ?? {};
  const days = unit === "day" ? n : unit === "week" ? n * 7 : 0;
  const length = days > 0 ? { value: days * 1440, end: index + 1 } : readLength(reader, index);
  if (length) return { to: length.end, value: { reminders: [{ minutesBefore: length.value }] } };
  const moment = readMoment(reader, index);
  if (!moment || clockOf(moment.value) === null || moment.value.day?.strength === "invalid") return null;
  return { to: moment.end, value: { reminders: [{ at: whenOf(moment.value, context) }] } };
}
