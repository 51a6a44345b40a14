import { createStoredCommands } from "@docket/replica/stored-commands";
import { expect, test } from "vitest";
import { createDraftStore } from "../../entities/draft/draft-store.ts";
import { countUnsaved } from "./unsaved.ts";

/** Creates a `Storage` whose keys are own properties, as in browsers. */
function createStorage(): Storage {
  const set = (key: string, value: string) => void Object.assign(storage, { [key]: value });
  const storage = Object.create({
    setItem: set,
    getItem: (key: string): unknown => Reflect.get(storage, key) ?? null,
    removeItem: (key: string) => Reflect.deleteProperty(storage, key),
  }) as Storage;
  return storage;
}

const command = { path: "task.create", commandId: "c", workspaceId: "w", position: 1, at: 1, input: {} };

test("counts the stored writes and drafts of all users, and nothing else", () => {
  const storage = createStorage();
  const storageOf = () => storage;
  storage.setItem("docket.sidebar", "closed");
  expect(countUnsaved(storageOf)).toEqual({ changes: 0, drafts: 0 });

  const commands = createStoredCommands(storageOf, null, { userId: "ada", workspaceId: "w" });
  const drafts = createDraftStore(storageOf, "ben");
  commands.keep(command);
  commands.keepRejected({ command, error: { code: "forbidden", message: "No." } });
  drafts.keep({ id: "t", field: "title" }, { text: "mine", base: "", version: 0 });
  expect(countUnsaved(storageOf)).toEqual({ changes: 1, drafts: 2 });

  commands.discardRejected(command.commandId);
  drafts.clear({ id: "t", field: "title" });
  expect(countUnsaved(storageOf)).toEqual({ changes: 1, drafts: 0 });
});

test("returns zero counts if storage is disabled", () => {
  const switchedOff = (): Storage => {
    throw new Error("Switched off");
  };
  expect(countUnsaved(switchedOff)).toEqual({ changes: 0, drafts: 0 });
});
