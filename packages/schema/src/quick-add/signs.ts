import type { KnownName } from "./names.ts";
import { nameAt } from "./names.ts";
import type { QuickAdd, QuickAddContext, TokenKind, TokenSpan, UnknownName } from "./quick-add.ts";
import type { LineReader } from "./reader.ts";
import { readPattern } from "./reader.ts";
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

/** The words for each priority, from 0 to 3. */
const PRIORITIES = [["p4"], ["p3", "!"], ["p2", "!!"], ["p1", "!!!"]];
const NAME_KINDS: Record<string, UnknownName["kind"]> = { "#": "project", "/": "section", "@": "label", "+": "person" };
/** Maximum number of words of a deadline in braces. */
const MAX_DEADLINE_WORDS = 8;

/** Finds all tokens that a sign marks, in the order of the line, and the names after signs that are not known. */
export function findSigns(line: Line): { tokens: SignToken[]; unknown: UnknownName[] } {
  const { text, words, context, isEnabled } = line;
  const { projects: project, sections: section, labels: label, people: person } = context.names;
  const tokens: SignToken[] = [];
  const unknown: UnknownName[] = [];
  let projectId = context.projectId ?? null;

  /** Reads a name that begins at an offset within a word. */
  const readName = (kind: UnknownName["kind"], from: number, start: number): SignToken | null => {
    const names: readonly KnownName[] = { project, section, label, person }[kind];
    const isPossible = (one: KnownName) => kind !== "section" || one.projectId === projectId;
    const found = isEnabled(kind) ? nameAt(text, words, start, from, names, isPossible) : null;
    if (!found) return null;
    const { id, ...range } = found;
    if (kind === "project") projectId = id;
    const values = {
      project: { projectId: id },
      section: { sectionId: id },
      label: { labelIds: [id] },
      person: { assigneeIds: [id] },
    };
    return { kind, start: start - 1, from, ...range, value: values[kind] };
  };

  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined || word.isPlain) continue;
    const kind = NAME_KINDS[word.before.replace(/^[([]+/, "")];
    const token = kind ? readName(kind, index, word.start) : readOther(line, word, index);
    if (token) {
      tokens.push(token);
      index = token.to - 1;
      const sectionToken = kind === "project" && text[token.end] === "/" && readName("section", index, token.end + 1);
      if (sectionToken) {
        tokens.push(sectionToken);
        index = sectionToken.to - 1;
      }
    } else if (kind && kind !== "section" && isEnabled(kind)) {
      const name = kind === "project" ? word.text.replace(/\/.*/, "") : word.text;
      if (/^[^@]*\p{L}[^@]*$/u.test(name))
        unknown.push({ kind, name, start: word.start - 1, end: word.start + name.length });
    }
  }
  return { tokens, unknown };
}

function readOther({ words, readers, isEnabled }: Line, word: Word, from: number): SignToken | null {
  const { before, end } = word;
  const start = word.start - before.length;
  const priority = PRIORITIES.findIndex((words) => words.includes(word.fold));
  if (priority >= 0 && before === "")
    return isEnabled("priority") && isPriority(readers, word, from)
      ? { kind: "priority", start, end, from, to: from + 1, value: { priority } }
      : null;
  const length = words.slice(from, from + MAX_DEADLINE_WORDS).findIndex(({ after }) => after.includes("}")) + 1;
  for (const reader of readers) {
    const { at } = reader;
    if (before === "!" && isEnabled("reminder")) {
      const read = readPattern(reader, from, "reminder");
      if (read) {
        const { end: to, value } = read;
        return { kind: "reminder", start, end: at(to - 1).end, from, to, value: { reminders: [value] } };
      }
    }
    if (before.includes("{") && isEnabled("deadline")) {
      const to = from + length;
      let index = from;
      while (index < to - 1 && (at(index).reading.deadline || at(index).reading.prepositions)) index += 1;
      const read = readPattern(reader, index, "day");
      if (read?.end !== to || read.value.strength === "invalid") continue;
      const last = at(to - 1);
      return {
        kind: "deadline",
        start: start + before.indexOf("{"),
        end: last.end + last.after.indexOf("}") + 1,
        from,
        to,
        value: { deadline: read.value.day },
      };
    }
  }
  return null;
}

/** "P1 incident" and "p2 of the contract" are no priorities. */
function isPriority(readers: readonly LineReader[], { after, text, fold }: Word, index: number): boolean {
  const [next] = readers.map(({ at }) => at(index + 1));
  if (!next || after !== "" || !hasLetters(next.text) || next.before !== "") return true;
  return !next.reading.verbs && text === fold && text !== "!";
}
