import type { RejectedCommand } from "@docket/replica/outbox";
import type { StoredCommands } from "@docket/replica/stored-commands";
import type { ApiError } from "@docket/schema/error";
import type { Id } from "@docket/schema/id";
import { asWrite } from "./write.ts";
import type { Write } from "./write.ts";

/** A write that the server has rejected, with its error. */
export type RejectedWrite = { write: Write; error: ApiError };

/** Rejected writes, kept for the text in them until the user discards it. */
export type RejectedWrites = {
  /** The newest first. It is the same array as long as nothing has changed. */
  list: () => readonly RejectedWrite[];
  keep: (rejected: RejectedWrite) => void;
  discard: (commandId: Id) => void;
  /** Adds those that were stored earlier. */
  load: (stored: readonly RejectedWrite[]) => void;
  subscribe: (listener: () => void) => () => void;
};

/** Creates the list of rejected writes. They are also in memory, because the store can be full. */
export function createRejectedWrites(store: Pick<StoredCommands, "keepRejected" | "discardRejected">): RejectedWrites {
  let list: readonly RejectedWrite[] = [];
  const listeners = new Set<() => void>();
  const publish = (next: readonly RejectedWrite[]) => {
    list = next;
    for (const listener of listeners) listener();
  };
  const without = (commandId: Id) => list.filter(({ write }) => write.commandId !== commandId);
  return {
    list: () => list,
    keep: ({ write, error }) => {
      store.keepRejected({ command: write, error });
      publish([{ write, error }, ...without(write.commandId)]);
    },
    discard: (commandId) => {
      store.discardRejected(commandId);
      publish(without(commandId));
    },
    load: (stored) => {
      const known = new Set(list.map(({ write }) => write.commandId));
      const added = stored.filter(({ write }) => !known.has(write.commandId));
      if (added.length > 0) publish([...list, ...added].sort((left, right) => right.write.at - left.write.at));
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Converts what is stored of a rejected command. Safe because only `keep` stores rejected commands. */
export function asRejectedWrite({ command, error }: RejectedCommand): RejectedWrite {
  return { write: asWrite(command), error: error as ApiError };
}

/** Fields that contain text that the user has typed. */
const TEXT_FIELDS = ["title", "name", "description", "body"];

/** Returns all text that the user typed for a write, one field per line. Empty if it has none. */
export function typedText({ input }: Pick<Write, "input">): string {
  const parts: object[] = "items" in input ? input.items : "set" in input ? [input.set] : [input];
  return parts
    .flatMap((part) => {
      const fields = new Map<string, unknown>(Object.entries(part));
      return TEXT_FIELDS.map((name) => fields.get(name));
    })
    .filter((text) => typeof text === "string" && text !== "")
    .join("\n");
}
