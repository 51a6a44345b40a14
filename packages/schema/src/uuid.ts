import { v5, v7 } from "uuid";

/**
 * Returns a new identifier, a UUIDv7 (RFC 9562 section 5.7). This requires only `crypto.getRandomValues`, so it also
 * works in a browser over plain HTTP, where `crypto.randomUUID` is not available. This file contains no schemas, so
 * that pages that only create IDs don't load zod.
 */
export function uuidv7(): string {
  return v7();
}

/**
 * Derives an identifier from a namespace and a name, as a UUIDv5 (RFC 9562 section 5.5). Equal inputs produce equal
 * results. Jobs derive the IDs of their commands, so that repeating a step after a crash is idempotent.
 *
 * @param namespace an identifier, for example the job's
 * @param name a name that is unique in the namespace, for example `batch 3`
 */
export function deriveId(namespace: string, name: string): string {
  return v5(name, namespace);
}
