import type { Id } from "@docket/schema/id";
import type { RefusedWrite, WriteStore } from "./write-store.ts";
import type { Write } from "./write.ts";

/** Writes that the server has refused for good, kept for the text in them until somebody says that they are not needed. */
export type RefusedWrites = {
  /** The newest first; the same array as long as it says the same. */
  list: () => readonly RefusedWrite[];
  keep: (refused: RefusedWrite) => void;
  forget: (commandId: Id) => void;
  /** Takes up those that an earlier page has kept. */
  load: () => void;
  subscribe: (listener: () => void) => () => void;
};

export function createRefusedWrites(store: WriteStore, workspaceId: Id): RefusedWrites {
  // Here as well as in the store, which may be full.
  let list: readonly RefusedWrite[] = [];
  const listeners = new Set<() => void>();
  const put = (next: readonly RefusedWrite[]) => {
    list = next;
    for (const listener of listeners) listener();
  };
  return {
    list: () => list,
    keep: (refused) => {
      store.keepRefused(refused);
      put([refused, ...list]);
    },
    forget: (commandId) => {
      store.forget(commandId);
      put(list.filter(({ write }) => write.commandId !== commandId));
    },
    load: () => {
      const kept = store.refused(workspaceId);
      if (kept.length > 0) put(kept);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Fields that hold what a person has typed. */
const TEXTS = ["title", "name", "description", "body"];

/** All that somebody typed for a write, piece by piece on lines of their own; empty for one that is about no text. */
export function typedText({ input }: Pick<Write, "input">): string {
  const things: object[] = "items" in input ? input.items : "set" in input ? [input.set] : [input];
  return things
    .flatMap((thing) => {
      const fields = new Map<string, unknown>(Object.entries(thing));
      return TEXTS.map((name) => fields.get(name));
    })
    .filter((text) => typeof text === "string" && text !== "")
    .join("\n");
}
