import type { Id } from "../id.ts";
import type { NamedField } from "./expression.ts";

/** Resolves names in a filter's text to IDs and back. */
export type Resolver = {
  /** Returns the ID of the only entity with this name, or null if there is none or more than one. */
  idOf: (field: NamedField, name: string) => Id | null;
  /** Returns a name that resolves to this ID, or null if there is none. */
  nameOf: (field: NamedField, id: Id) => string | null;
};

/** An entity that a filter's text can refer to by any of its names. The first unambiguous name is printed. */
export type Named = { field: NamedField; id: Id; names: string[] };

/**
 * Creates a resolver for the entities that a reader can see. Names are case-insensitive unless two of them differ only
 * in case.
 */
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
