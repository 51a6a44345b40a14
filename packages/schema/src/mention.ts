import { foldText } from "./fold-text.ts";
import type { Id } from "./id.ts";

/** Someone who can be mentioned. */
export type Mentionable = { id: Id; name: string };

/** Someone who can be mentioned, and their folded name. */
export type FoldedPerson = { id: Id; folded: string };

/** An `@` at the beginning of a word. That of an email address is within one. */
const SIGN = /(?<![\p{L}\p{N}_])@(?=[\p{L}\p{N}])/gu;
/** Maximum number of signs that are read, so that the time for a long text is bounded. */
const MAX_SIGNS = 200;
/** Maximum number of people that one text mentions, so that the number of notifications is bounded. */
export const MAX_MENTIONS = 50;
/** Number of characters after a sign that can contain a name. Names have at most 100; accents may be separate. */
const NAME_LENGTH = 300;

/** Folds names for {@link mentionedIn}, once for many texts. Names without letters and digits can't be mentioned. */
export function foldPeople(people: readonly Mentionable[]): FoldedPerson[] {
  return people.map(({ id, name }) => ({ id, folded: foldText(name) })).filter(({ folded }) => folded !== "");
}

/**
 * Returns the people whose names follow an `@` in a text, in the order of `people`. A name must be complete, and is
 * compared without regard to case and accents. If several names match at the same place, the longest counts. Two people
 * with the same name are both mentioned. Only the first {@link MAX_MENTIONS} people count.
 */
export function mentionedIn(text: string, people: readonly FoldedPerson[]): Id[] {
  const mentioned = new Set<Id>();
  for (const { index } of [...text.matchAll(SIGN)].slice(0, MAX_SIGNS)) {
    const after = foldText(text.slice(index + 1, index + 1 + NAME_LENGTH));
    // Folded texts begin and end with a space, so only whole words match.
    const matching = people.filter(({ folded }) => after.startsWith(folded));
    const longest = Math.max(...matching.map(({ folded }) => folded.length));
    for (const { id, folded } of matching) if (folded.length === longest) mentioned.add(id);
  }
  const ids = people.map(({ id }) => id).filter((id) => mentioned.has(id));
  return ids.slice(0, MAX_MENTIONS);
}
