import { v5, v7 } from "uuid";

/**
 * Makes a new identifier (RFC 9562 section 5.7). It needs only `crypto.getRandomValues`, so it also works in a browser
 * on a plain-HTTP address, where `crypto.randomUUID` does not exist. This file has no schemas, so that pages which only
 * make ids need not load them.
 */
export function uuidv7(): string {
  return v7();
}

/**
 * Derives an identifier from a namespace and a name (RFC 9562 section 5.5): the same two always give the same one.
 * A job names its commands so, and can repeat a step after a crash without doing it twice.
 *
 * @param namespace an identifier, for example the job's
 * @param name what is named within it, for example `batch 3`
 */
export function derivedId(namespace: string, name: string): string {
  return v5(name, namespace);
}
