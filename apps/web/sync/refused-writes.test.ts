import { uuidv7 } from "@docket/schema/uuid";
import { expect, test } from "vitest";
import { createRefusedWrites, typedText } from "./refused-writes.ts";
import { createWriteStore } from "./write-store.ts";
import type { RefusedWrite } from "./write-store.ts";
import type { WriteInput, WritePath } from "./write.ts";

const [workspaceId, taskId] = [uuidv7(), uuidv7()];
let at = 0;

function refused<Path extends WritePath>(path: Path, input: WriteInput<Path>): RefusedWrite {
  const write = { commandId: uuidv7(), workspaceId, path, input, taskIds: [], at: (at += 1) };
  // Safe because path and input belong together.
  return { write, refusal: { code: "not_found", message: "Not found." } } as unknown as RefusedWrite;
}

/** A browser's storage, in which keys are properties; a full one takes nothing. */
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

test("what was typed is found in every kind of write", () => {
  const textOf = <Path extends WritePath>(path: Path, input: WriteInput<Path>) => typedText(refused(path, input).write);
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

test("refused writes outlive the page until they are forgotten, and are not sent again by themselves", () => {
  const storage = createStorage();
  const [first, second] = [
    refused("comment.create", { id: uuidv7(), taskId, body: "one" }),
    refused("comment.create", { id: uuidv7(), taskId, body: "two" }),
  ];
  const writes = createRefusedWrites(
    createWriteStore(() => storage, "ada"),
    workspaceId,
  );
  writes.keep(first);
  writes.keep(second);
  const store = createWriteStore(() => storage, "ada");
  expect(store.unanswered(workspaceId)).toEqual([]);
  const later = createRefusedWrites(store, workspaceId);
  later.load();
  expect(later.list()).toEqual([second, first]);
  later.forget(second.write.commandId);
  expect(later.list()).toEqual([first]);
  expect(createWriteStore(() => storage, "ada").refused(workspaceId)).toEqual([first]);
  expect(createWriteStore(() => storage, "grace").refused(workspaceId)).toEqual([]);
  expect(createWriteStore(() => storage, "ada").refused(uuidv7())).toEqual([]);
});

test("without room in the browser a refused write stays as long as the page", () => {
  const writes = createRefusedWrites(
    createWriteStore(() => createStorage(true), "ada"),
    workspaceId,
  );
  const one = refused("comment.create", { id: uuidv7(), taskId, body: "one" });
  writes.keep(one);
  expect(writes.list()).toEqual([one]);
});
