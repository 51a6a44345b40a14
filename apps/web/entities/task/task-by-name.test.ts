import type { AppRouter } from "@docket/api/root";
import type { TRPCClient } from "@trpc/client";
import { expect, test } from "vitest";
import { tasksByName } from "./task-by-name.ts";

type ProjectRow = { id: string; key: string; state: "active" | "archived"; numbers: number[] };

/** Returns a client with two projects per page, so that a search has to read more than the first page. */
function clientWith(projects: ProjectRow[]): TRPCClient<AppRouter> {
  const list = async ({ state, cursor }: { state: string; cursor?: string }) => {
    const start = Number(cursor ?? 0);
    const own = projects.filter((project) => project.state === state);
    return { items: own.slice(start, start + 2), nextCursor: start + 2 < own.length ? String(start + 2) : null };
  };
  const tasks = async ({ filter }: { filter: { projectId: string; number: number } }) => {
    const has = projects.some(({ id, numbers }) => id === filter.projectId && numbers.includes(filter.number));
    return { items: has ? [{ id: `${filter.projectId}-${filter.number}`, projectId: filter.projectId }] : [] };
  };
  return { project: { list: { query: list } }, task: { list: { query: tasks } } } as unknown as TRPCClient<AppRouter>;
}

const client = clientWith([
  { id: "mine", key: "HOME", state: "active", numbers: [1, 2] },
  { id: "other", key: "WORK", state: "active", numbers: [1] },
  { id: "shared", key: "HOME", state: "active", numbers: [1] },
  { id: "old", key: "HOME", state: "archived", numbers: [1, 9] },
]);
const found = async (name: string) =>
  (await tasksByName(client, "w", name)).map(({ task, project }) => [task.id, project.id]);

test("finds the task in every project with the key, active projects first", async () => {
  expect(await found("home-1")).toEqual([
    ["mine-1", "mine"],
    ["shared-1", "shared"],
    ["old-1", "old"],
  ]);
});

test("finds the task in the only project with the key, even if it is archived", async () => {
  expect(await found("HOME-2")).toEqual([["mine-2", "mine"]]);
  expect(await found("HOME-9")).toEqual([["old-9", "old"]]);
});

test.each(["HOME-3", "HOME", "HOME-0", "HOME-1x", "1-1", ""])("finds no task for %o", async (name) => {
  expect(await found(name)).toEqual([]);
});
