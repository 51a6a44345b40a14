import { createStoredCommands } from "@docket/replica/stored-commands";
import { uuidv7 } from "@docket/schema/uuid";
import { expect, test } from "vitest";
import { asRejectedWrite, createRejectedWrites, typedText } from "./rejected-writes.ts";
import type { RejectedWrite } from "./rejected-writes.ts";
import type { WriteInput, WritePath } from "./write.ts";

const [workspaceId, taskId] = [uuidv7(), uuidv7()];
let position = 0;

function rejected<Path extends WritePath>(path: Path, input: WriteInput<Path>): RejectedWrite {
  position += 1;
  const write = { commandId: uuidv7(), workspaceId, path, input, position, at: position };
  // Safe because path and input belong together.
  return { write, error: { code: "not_found", message: "Not found." } } as unknown as RejectedWrite;
}

/** Creates a `Storage` whose keys are own properties, as in browsers. If it is full, it stores nothing. */
function createStorage(isFull = false): Storage {
  const storage = {
    getItem: (key: string) => Reflect.get(storage, key) as string | null,
    setItem: (key: string, value: string) => {
      if (isFull) throw new Error("Full");
      Object.assign(storage, { [key]: value });
    },
    removeItem: (key: string) => Reflect.deleteProperty(storage, key),
  };
  return storage as unknown as Storage;
}

function storeOf(storage: Storage, userId = "ada", workspace = workspaceId) {
  return createStoredCommands(() => storage, null, { userId, workspaceId: workspace });
}

/** The rejected writes of a page that is opened later. */
async function loaded(...store: Parameters<typeof storeOf>) {
  const stored = storeOf(...store);
  const writes = createRejectedWrites(stored);
  writes.load((await stored.load()).rejected.map(asRejectedWrite));
  return writes;
}

test("finds the typed text in every kind of write", () => {
  const textOf = <Path extends WritePath>(path: Path, input: WriteInput<Path>) =>
    typedText(rejected(path, input).write);
  expect(textOf("task.create", { id: taskId, projectId: taskId, title: "Bread", description: "Two" })).toBe(
    "Bread\nTwo",
  );
  expect(
    textOf("task.createMany", { projectId: taskId, items: ["one", "two"].map((title) => ({ id: uuidv7(), title })) }),
  ).toBe("one\ntwo");
  expect(textOf("task.update", { id: taskId, baseVersion: 1, set: { description: "Long" } })).toBe("Long");
  expect(textOf("comment.create", { id: uuidv7(), taskId, body: "Said" })).toBe("Said");
  expect(textOf("section.create", { id: uuidv7(), projectId: taskId, name: "Later" })).toBe("Later");
  expect(textOf("task.update", { id: taskId, baseVersion: 1, set: { description: "", priority: 2 } })).toBe("");
  expect(textOf("task.complete", { ids: [taskId] })).toBe("");
});

test("keeps rejected writes until they are discarded, and doesn't send them again", async () => {
  const storage = createStorage();
  const [first, second] = ["one", "two"].map((body) => rejected("comment.create", { id: uuidv7(), taskId, body }));
  const writes = createRejectedWrites(storeOf(storage));
  writes.keep(first!);
  writes.keep(second!);
  expect((await storeOf(storage).load()).commands).toEqual([]);

  const later = await loaded(storage);
  expect(later.list()).toEqual([second, first]);
  later.discard(second!.write.commandId);
  expect(later.list()).toEqual([first]);
  expect((await loaded(storage)).list()).toEqual([first]);
  expect((await loaded(storage, "grace")).list()).toEqual([]);
  expect((await loaded(storage, "ada", uuidv7())).list()).toEqual([]);
});

test("keeps a rejected write as long as the page if the browser's storage is full", () => {
  const writes = createRejectedWrites(storeOf(createStorage(true)));
  const one = rejected("comment.create", { id: uuidv7(), taskId, body: "one" });
  writes.keep(one);
  expect(writes.list()).toEqual([one]);
});
