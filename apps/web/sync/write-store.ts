import type { Id } from "@docket/schema/id";
import type { Write } from "./write.ts";

/** Where writes are kept until the server has answered, so that closing the tab loses none. */
export type WriteStore = {
  keep: (write: Write) => void;
  forget: (commandId: Id) => void;
  /** What was kept and never answered, in the order in which it was made. */
  unanswered: (workspaceId: Id) => Write[];
};

/**
 * A store in the browser. Writes are kept apart by person, so that nobody else who uses this browser sends them in their own name.
 *
 * @param storageOf the browser's, asked for when it is needed since servers have none; writes that it has no room for are sent all the same, only not kept
 */
export function createWriteStore(storageOf: () => Storage, userId: Id): WriteStore {
  const prefix = `docket.write.${userId}.`;
  return {
    keep: (write) => {
      try {
        storageOf().setItem(prefix + write.commandId, JSON.stringify(write));
      } catch {
        // Full or switched off.
      }
    },
    forget: (commandId) => storageOf().removeItem(prefix + commandId),
    unanswered: (workspaceId) =>
      Object.keys(storageOf())
        .filter((key) => key.startsWith(prefix))
        .map((key) => readWrite(storageOf().getItem(key)))
        .filter((write): write is Write => write?.workspaceId === workspaceId)
        .sort((left, right) => left.at - right.at),
  };
}

function readWrite(text: string | null): Write | null {
  try {
    // Safe because only keep() writes under this prefix, and the server checks every field of what it is sent.
    return JSON.parse(text ?? "null") as Write | null;
  } catch {
    return null;
  }
}
