import { foldText } from "@docket/schema/fold-text";
import type { KnownNames, NamedId } from "@docket/schema/quick-add/quick-add";
import { matchScore } from "../../actions/match-score.ts";
import type { TextRange } from "../../entities/draft/new-task-draft.ts";

/** The kinds of names that are completed. */
export type NameKind = "project" | "section" | "label" | "person";

/** A name that is being typed, from its sign up to the caret. */
export type TypedName = TextRange & { kind: NameKind; query: string };

/** An entry of the completing list: a known name, or one that will be created. */
export type Completion = { id: string; name: string } | { create: string };

const KINDS: Record<string, NameKind> = { "#": "project", "/": "section", "@": "label", "+": "person" };
/** Maximum number of known names in the list. */
const MAX_CHOICES = 8;
/** Maximum length of a name that is being typed. No project, section, label or person has a longer name. */
const MAX_QUERY = 200;

/**
 * Returns the name that is being typed before the caret; null if there is none. A sign begins a name at the start of a
 * word, and `/` also after a project.
 *
 * @param projectEnds where the recognised projects of the text end
 */
export function typedNameAt(
  text: string,
  caret: number,
  { plain, projectEnds }: { plain: readonly TextRange[]; projectEnds: readonly number[] },
): TypedName | null {
  for (let start = caret - 1; start >= Math.max(0, caret - MAX_QUERY); start -= 1) {
    const kind = KINDS[text.charAt(start)];
    if (kind === undefined) continue;
    const isStart = start === 0 || /[\s([]/.test(text.charAt(start - 1));
    if (!isStart && !(kind === "section" && projectEnds.includes(start))) continue;
    if (plain.some((range) => range.start <= start && start < range.end)) return null;
    const query = text.slice(start + 1, caret);
    return /^\s|\s{2}/.test(query) || query.startsWith("/") ? null : { kind, query, start, end: caret };
  }
  return null;
}

type Options = { names: KnownNames; projectId: string | null; canCreate: boolean };

/**
 * Returns the names that match what is typed, best first, and last the name that can be created. A query of several
 * words only matches names that begin with it, because the words after the first may belong to the title.
 */
export function completionsOf({ kind, query }: TypedName, { names, projectId, canCreate }: Options): Completion[] {
  const known = namesOf(kind, names, projectId);
  const typed = foldText(query).trim();
  const isName = !query.includes(" ");
  const matching = known
    .map((entity) => ({ entity, score: scoreOf(query, typed, entity.name) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score);
  const ids = [...new Set(matching.map(({ entity }) => entity.id))].slice(0, MAX_CHOICES);
  // Of several names of a person, the first one is the full name.
  const choices = ids
    .flatMap((id) => known.find((entity) => entity.id === id) ?? [])
    .map(({ id, name }) => ({ id, name }));
  // Punctuation after a name is part of the sentence.
  const isWhole = /\p{L}/u.test(query) && /[\p{L}\p{N}]$/u.test(query);
  const isNew = isName && isWhole && !known.some(({ name }) => foldText(name).trim() === typed);
  const canBeNew = canCreate && (kind === "project" || kind === "label") && !query.includes("@");
  return isNew && canBeNew ? [...choices, { create: query }] : choices;
}

/** Whether a completion is the name that has already been typed. */
export function isTyped({ query }: TypedName, choice: Completion): boolean {
  return "id" in choice && foldText(choice.name).trim() === foldText(query).trim();
}

/** Returns the text that replaces the name that is being typed, with a space after it. */
export function completedText({ kind, end }: TypedName, choice: Completion, text: string): string {
  const sign = Object.keys(KINDS).find((one) => KINDS[one] === kind) ?? "";
  return `${sign}${"id" in choice ? choice.name : choice.create}${text.charAt(end) === " " ? "" : " "}`;
}

function namesOf(kind: NameKind, names: KnownNames, projectId: string | null): readonly NamedId[] {
  switch (kind) {
    case "project":
      return names.projects;
    case "section":
      return names.sections.filter((section) => section.projectId === projectId);
    case "label":
      return names.labels;
    case "person":
      return names.people;
  }
}

function scoreOf(query: string, typed: string, name: string): number {
  if (!query.includes(" ")) return matchScore(query, name);
  const folded = foldText(name).trim();
  // A space after a whole name ends it, unless a longer name begins with it.
  const isLonger = query.endsWith(" ") ? folded.startsWith(`${typed} `) : folded.startsWith(typed);
  return isLonger ? 1 : 0;
}
