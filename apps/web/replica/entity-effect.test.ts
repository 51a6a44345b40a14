import { uuidv7 } from "@docket/schema/uuid";
import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { showOnEntities } from "./entity-effect.ts";
import type { Write, WriteInput, WritePath } from "./write.ts";

const ACT = { userId: uuidv7(), now: "2026-11-24T09:00:00.000Z" };

function write<Path extends WritePath>(path: Path, input: WriteInput<Path>): Write {
  // Safe because path and input belong together, which TypeScript can't follow through the union.
  return { commandId: uuidv7(), workspaceId: uuidv7(), path, input, taskIds: [], at: 0 } as unknown as Write;
}

function idsAt(queryClient: QueryClient, key: readonly unknown[]): string[] {
  const data = queryClient.getQueryData<{ pages?: { items: { id: string }[] }[]; items?: { id: string }[] }>(key);
  return (data?.pages?.flatMap((page) => page.items) ?? data?.items ?? []).map(({ id }) => id);
}

test("a comment stands at the end of those of its task, once the end is loaded", () => {
  const queryClient = new QueryClient();
  const taskId = uuidv7();
  const key = (id: string) => [["comment", "list"], { input: { workspaceId: "w", taskId: id } }];
  const pages = (nextCursor: string | null) => ({
    pages: [
      { items: [{ id: "one" }], nextCursor: "2" },
      { items: [{ id: "two" }], nextCursor },
    ],
    pageParams: [null, "2"],
  });
  queryClient.setQueryData(key(taskId), pages(null));
  queryClient.setQueryData(key("other"), pages(null));
  const said = write("comment.create", { id: "new", taskId, body: "Hello" });
  showOnEntities(queryClient, said, ACT);
  showOnEntities(queryClient, said, ACT);
  expect(idsAt(queryClient, key(taskId))).toEqual(["one", "two", "new"]);
  expect(idsAt(queryClient, key("other"))).toEqual(["one", "two"]);

  queryClient.setQueryData(key(taskId), pages("3"));
  showOnEntities(queryClient, said, ACT);
  expect(idsAt(queryClient, key(taskId))).toEqual(["one", "two"]);
});

test("what is changed and what is thrown away shows on pages of either form", () => {
  const queryClient = new QueryClient();
  const key = [["comment", "list"], { input: { taskId: "t" } }];
  const items = [{ id: "one", body: "old" }, { id: "two" }];
  queryClient.setQueryData(key, { pages: [{ items, nextCursor: null }], pageParams: [null] });
  showOnEntities(queryClient, write("comment.update", { id: "one", baseVersion: 1, body: "new" }), ACT);
  showOnEntities(queryClient, write("comment.trash", { id: "two" }), ACT);
  expect(queryClient.getQueryData(key)).toMatchObject({ pages: [{ items: [{ id: "one", body: "new" }] }] });
});

test("a new reminder is shown in its task and among the next ones before the server answers, and deleted from both", () => {
  const queryClient = new QueryClient();
  const key = (input: object) => [["reminder", "list"], { input }];
  const ofTask = key({ workspaceId: "w", taskId: "t" });
  const next = key({ workspaceId: "w" });
  const ofOther = key({ workspaceId: "w", taskId: "other" });
  const lists = [ofTask, next, ofOther];
  for (const list of lists) queryClient.setQueryData(list, { items: [{ id: "one" }, { id: "two" }] });
  const idsIn = () => lists.map((list) => idsAt(queryClient, list).join(" "));

  const time = { basis: "due", offsetMinutes: 10 } as const;
  const created = write("reminder.create", { id: "new", taskId: "t", time });
  for (let time = 0; time < 2; time += 1) showOnEntities(queryClient, created, ACT);
  expect(idsIn()).toEqual(["one two new", "one two new", "one two"]);
  showOnEntities(queryClient, write("reminder.delete", { id: "one" }), ACT);
  expect(idsIn()).toEqual(["two new", "two new", "two"]);

  const withTask = write("task.create", {
    id: "task",
    title: "Pay rent",
    projectId: "p",
    reminders: [{ id: "its", time }],
  });
  for (let time = 0; time < 2; time += 1) showOnEntities(queryClient, withTask, ACT);
  expect(idsIn()).toEqual(["two new", "two new its", "two"]);
  expect(queryClient.getQueryData(next)).toMatchObject({ items: [{}, {}, { taskId: "task" }] });
});
