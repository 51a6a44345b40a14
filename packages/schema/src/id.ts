import { v5, v7 } from "uuid";
import { z } from "zod";

/** Identifier of every object: a UUID in lower case. New ones are version 7, so that they sort by the moment of making. */
export const Id = z.uuid().lowercase();
export type Id = z.infer<typeof Id>;

/**
 * Makes a new identifier (RFC 9562 section 5.7). It needs only `crypto.getRandomValues`, so it also works in a browser
 * on a plain-HTTP address, where `crypto.randomUUID` does not exist.
 */
export function uuidv7(): Id {
  return v7();
}

/**
 * Derives an identifier from a namespace and a name (RFC 9562 section 5.5): the same two always give the same one.
 * A job names its commands so, and can repeat a step after a crash without doing it twice.
 *
 * @param namespace an identifier, for example the job's
 * @param name what is named within it, for example `batch 3`
 */
export function derivedId(namespace: Id, name: string): Id {
  return v5(name, namespace);
}
