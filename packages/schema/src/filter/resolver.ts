import type { Id } from "../id.ts";
import type { NamedField } from "./expression.ts";

/** Turns the names in a filter's text into ids and back. */
export type Resolver = {
  /** The one thing of this name; null when there is none, or more than one. */
  idOf: (field: NamedField, name: string) => Id | null;
  /** A name that leads back to the id; null when there is none. */
  nameOf: (field: NamedField, id: Id) => string | null;
};

/** Something that a filter's text can name, by any of its names; the first that is nobody else's is written. */
export type Named = { field: NamedField; id: Id; names: string[] };

/** A resolver over what a reader can see. Letter case does not count unless two names differ in nothing else. */
export function createResolver(things: readonly Named[]): Resolver {
  const exact = new Map<string, Set<Id>>();
  const folded = new Map<string, Set<Id>>();
  const namesOf = new Map<string, string[]>();
  for (const { field, id, names } of things) {
    namesOf.set(`${field} ${id}`, names);
    for (const name of names) {
      add(exact, `${field} ${name}`, id);
      add(folded, `${field} ${name.toLowerCase()}`, id);
    }
  }
  const idOf = (field: NamedField, name: string): Id | null =>
    only(exact.get(`${field} ${name}`)) ?? only(folded.get(`${field} ${name.toLowerCase()}`));
  return {
    idOf,
    nameOf: (field, id) => namesOf.get(`${field} ${id}`)?.find((name) => idOf(field, name) === id) ?? null,
  };
}

function add(ids: Map<string, Set<Id>>, key: string, id: Id): void {
  ids.set(key, (ids.get(key) ?? new Set()).add(id));
}

function only(ids: Set<Id> | undefined): Id | null {
  const [id] = ids ?? [];
  return ids?.size === 1 && id !== undefined ? id : null;
}
