import { foldText } from "@docket/schema/fold-text";
import type { Id } from "@docket/schema/id";
import { message } from "@docket/schema/message";
import type { Tx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";

const MAX_KEY_LENGTH = 10;

/** Derives the prefix of a project's task numbers from its name: HA for `Home admin`, WEBS for `Website`. */
export function keyFromName(name: string): string {
  const words = foldText(name)
    .toUpperCase()
    .replace(/[^A-Z0-9 ]/g, "")
    .trim()
    .split(/ +/)
    .filter((word) => word !== "");
  const letters = words.length > 1 ? words.map((word) => word.charAt(0)).join("") : (words[0] ?? "").slice(0, 4);
  const key = letters.replace(/^[0-9]+/, "").slice(0, MAX_KEY_LENGTH - 4);
  return key === "" ? "P" : key;
}

/** The workspace and the user for whom a key is chosen. */
type KeyOwner = { workspaceId: Id; userId: Id };

/**
 * Returns the keys of the user's projects that begin with the given letters. Keys of other projects are ignored,
 * because they would reveal the existence of those projects.
 */
async function keysInUse(tx: Tx, { workspaceId, userId }: KeyOwner, prefix: string): Promise<Set<string>> {
  // Without this lock, concurrent commands would choose the same key. The second command waits until the first has
  // committed.
  await tx.$queryRaw`SELECT id FROM workspace WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  const taken = await tx.project.findMany({
    where: { workspaceId, key: { startsWith: prefix }, members: { some: { userId } } },
    select: { key: true },
  });
  return new Set(taken.map((row) => row.key));
}

/**
 * Returns a key that none of the user's projects has: the given key or, if it is taken, the key followed by the first
 * free number.
 */
export async function freeKey(tx: Tx, owner: KeyOwner, preferred: string): Promise<string> {
  const keys = await keysInUse(tx, owner, preferred);
  if (!keys.has(preferred)) return preferred;
  let number = 2;
  while (keys.has(`${preferred}${number}`)) number += 1;
  return `${preferred}${number}`;
}

/**
 * Rejects a key that one of the user's projects already has.
 *
 * @throws DomainError `conflict`
 */
export async function refuseTakenKey(tx: Tx, owner: KeyOwner, key: string): Promise<void> {
  if ((await keysInUse(tx, owner, key)).has(key))
    throw new DomainError("conflict", message`One of your projects already has the key ${key}.`);
}
