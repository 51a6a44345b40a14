import type { ApiError } from "@docket/schema/error";
import type { Id } from "@docket/schema/id";
import type { Write } from "./write.ts";

/** A write that the server has refused for good, with what it said. */
export type RefusedWrite = { write: Write; refusal: ApiError };

/** Where writes are kept until the server has answered, so that closing the tab loses none; and those with a text that it refused. */
export type WriteStore = {
  keep: (write: Write) => void;
  forget: (commandId: Id) => void;
  /** What was kept and never answered, in the order in which it was made. */
  unanswered: (workspaceId: Id) => Write[];
  /** Keeps one that was refused, until it is forgotten. */
  keepRefused: (refused: RefusedWrite) => void;
  /** The newest first. */
  refused: (workspaceId: Id) => RefusedWrite[];
};

/** How the keys of writes in the browser's storage begin, whose they may be: unanswered ones, and refused ones. */
export const WRITE_KEYS = { unanswered: "docket.write.", refused: "docket.refused." } as const;

/**
 * A store in the browser. Writes are kept apart by person, so that nobody else who uses this browser sends them in their own name.
 *
 * @param storageOf the browser's, asked for when it is needed since servers have none; writes that it has no room for are sent all the same, only not kept
 */
export function createWriteStore(storageOf: () => Storage, userId: Id): WriteStore {
  const [prefix, refusedPrefix] = [`${WRITE_KEYS.unanswered}${userId}.`, `${WRITE_KEYS.refused}${userId}.`];
  const put = (key: string, value: object) => {
    try {
      storageOf().setItem(key, JSON.stringify(value));
    } catch {
      // Full or switched off.
    }
  };
  /** What was put under keys that begin so. */
  const all = (start: string) =>
    Object.keys(storageOf())
      .filter((key) => key.startsWith(start))
      .map((key) => read(storageOf().getItem(key)))
      .filter((value) => value !== null);
  return {
    keep: (write) => put(prefix + write.commandId, write),
    forget: (commandId) => {
      for (const start of [prefix, refusedPrefix]) storageOf().removeItem(start + commandId);
    },
    unanswered: (workspaceId) =>
      // Safe because only keep() writes under this prefix, and the server checks every field of what it is sent.
      (all(prefix) as Write[])
        .filter((write) => write.workspaceId === workspaceId)
        .sort((left, right) => left.at - right.at),
    keepRefused: (refused) => put(refusedPrefix + refused.write.commandId, refused),
    refused: (workspaceId) =>
      // Safe because only keepRefused() writes under this prefix.
      (all(refusedPrefix) as RefusedWrite[])
        .filter(({ write }) => write.workspaceId === workspaceId)
        .sort((left, right) => right.write.at - left.write.at),
  };
}

function read(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
