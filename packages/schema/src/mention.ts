import { foldText } from "./fold-text.ts";
import type { Id } from "./id.ts";

/** Someone who can be mentioned. */
export type Mentionable = { id: Id; name: string };

/** An `@` at the beginning of a word. That of an email address is within one. */
const SIGN = /(?<![\p{L}\p{N}_])@(?=[\p{L}\p{N}])/gu;
/** Maximum number of signs that are read, so that the time for a long text is bounded. */
const MAX_SIGNS = 200;
/** Number of characters after a sign that can contain a name. Names have at most 100; accents may be separate. */
const NAME_LENGTH = 300;

/**
 * Returns the people whose names follow an `@` in a text, in the order of `people`. A name must be complete, and is
 * compared without regard to case and accents. If several names match at the same place, the longest counts. Two people
 * with the same name are both mentioned.
 */
export function mentionedIn(text: string, people: readonly Mentionable[]): Id[] {
  const names = people.map(({ id, name }) => ({ id, name: foldText(name) })).filter(({ name }) => name !== "");
  const mentioned = new Set<Id>();
  for (const { index } of [...text.matchAll(SIGN)].slice(0, MAX_SIGNS)) {
    const after = foldText(text.slice(index + 1, index + 1 + NAME_LENGTH));
    // Folded texts begin and end with a space, so only whole words match.
    const matching = names.filter(({ name }) => after.startsWith(name));
    const longest = Math.max(...matching.map(({ name }) => name.length));
    for (const { id, name } of matching) if (name.length === longest) mentioned.add(id);
  }
  return people.map(({ id }) => id).filter((id) => mentioned.has(id));
}
