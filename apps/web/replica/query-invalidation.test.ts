import type { Change } from "@docket/schema/change";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createQueryInvalidation } from "./query-invalidation.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Returns the beginnings of the keys of the queries that are read again after changes. */
function readAfter(...batches: Partial<Change>[][]): string[] {
  const queryClient = new QueryClient();
  const invalidate = vi.spyOn(queryClient, "invalidateQueries");
  const invalidation = createQueryInvalidation(queryClient);
  // Safe because only the given fields are used.
  for (const changes of batches) invalidation.invalidateDependent(changes as Change[]);
  vi.runAllTimers();
  return invalidate.mock.calls.map(([filters]) => String(filters?.queryKey?.[0]));
}

test("a list that was read before a change was carried out is read again", async () => {
  const queryClient = new QueryClient();
  const answers: (() => void)[] = [];
  const queryFn = () => new Promise<number>((resolve) => answers.push(() => resolve(answers.length)));
  const observer = new QueryObserver(queryClient, { queryKey: [["task", "list"]], queryFn });
  const stop = observer.subscribe(() => {});
  createQueryInvalidation(queryClient).invalidateDependent([]);
  await vi.runAllTimersAsync();
  expect(answers).toHaveLength(1);
  answers[0]?.();
  await vi.runAllTimersAsync();
  expect(answers).toHaveLength(2);
  stop();
});

const update = (fields: object, entity = "task", op: Change["op"] = "update"): Partial<Change> => ({
  entity,
  op,
  before: {},
  after: { ...fields },
});

test.each<[string, Partial<Change>]>([
  ["a title", update({ title: "Pay rent" })],
  ["a place in the list", update({ rank: "a1" }, "task", "move")],
  ["a new project", update({}, "project", "create")],
  ["a comment", update({}, "comment", "create")],
])("the next reminders are not read again after a change of %s", (_, change) => {
  expect(readAfter([change])).not.toContain("reminder");
  expect(readAfter([change])).toContain("task,count");
});

test.each<[string, Partial<Change>]>([
  ["a due date", update({ due: null })],
  ["a start date", update({ start: null })],
  ["a closed task", update({ status: "done" })],
  ["an archived task", update({ archivedAt: "2026-11-24T09:00:00.000Z" })],
  ["a new task", update({}, "task", "create")],
  ["a task in the trash", update({}, "task", "trash")],
  ["a project in the trash", update({}, "project", "trash")],
])("the next reminders are read again once after a change of %s, also if others follow", (_, change) => {
  const paths = readAfter([update({ title: "One" }), change], [update({ title: "Two" })], []);
  expect(paths.filter((path) => path === "reminder")).toHaveLength(1);
});
