import type { ApiError } from "@docket/schema/error";
import type { Id } from "@docket/schema/id";
import type { Write } from "./write.ts";

/** Prefixes of the keys in `localStorage` up to version 0.2. */
const PREFIXES = { unconfirmed: "docket.write.", rejected: "docket.refused." } as const;

type StoredWrite = Pick<Write, "commandId" | "workspaceId" | "path" | "input" | "at">;
type EarlierWrites = { unconfirmed: StoredWrite[]; rejected: { write: StoredWrite; refusal: ApiError }[] };

/**
 * Removes and returns the writes of a user in a workspace that a page of version 0.2 or older has stored, oldest first.
 *
 * @param storageOf returns the browser's storage; it can throw if storage is switched off
 */
export function takeEarlierWrites(storageOf: () => Storage, userId: Id, workspaceId: Id): EarlierWrites {
  const taken: EarlierWrites = { unconfirmed: [], rejected: [] };
  try {
    const storage = storageOf();
    for (const key of Object.keys(storage)) {
      // Safe because only those pages wrote under these prefixes, and the server checks every field.
      const stored = () => JSON.parse(storage.getItem(key) ?? "null") as never;
      if (key.startsWith(`${PREFIXES.unconfirmed}${userId}.`)) {
        const write: StoredWrite = stored();
        if (write.workspaceId !== workspaceId) continue;
        taken.unconfirmed.push(write);
      } else if (key.startsWith(`${PREFIXES.rejected}${userId}.`)) {
        const rejected: EarlierWrites["rejected"][number] = stored();
        if (rejected.write.workspaceId !== workspaceId) continue;
        taken.rejected.push(rejected);
      } else continue;
      storage.removeItem(key);
    }
  } catch {
    // Stored writes that can't be read are left in the storage.
  }
  taken.unconfirmed.sort((left, right) => left.at - right.at);
  return taken;
}
