import type { AppRouter } from "@docket/api/root";
import type { Project } from "@docket/schema/project";
import type { ListedTask } from "@docket/schema/task";
import { queryOptions } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";

/** Matches a project key and a task number. */
const NAME = /^(?<key>[A-Z][A-Z0-9]{0,9})-(?<number>[1-9]\d{0,8})$/;

/** Number of projects per request. */
const PAGE = 100;

/** A task found by name, and its project. */
export type NamedTask = { task: ListedTask; project: Project };

/** Returns the query for the tasks with a name. Server and browser share its key. */
export function namedTasks(client: TRPCClient<AppRouter>, workspaceId: string, name: string) {
  return queryOptions({
    queryKey: [["task", "byName"], { workspaceId, name: name.toUpperCase() }],
    queryFn: () => tasksByName(client, workspaceId, name),
  });
}

/**
 * Finds the tasks with a name such as HOME-12, case-insensitively. Projects of different owners may have the same key,
 * so all projects are searched: active projects first, in sidebar order.
 *
 * @returns an empty array if the viewer can see no such task
 */
export async function tasksByName(
  client: TRPCClient<AppRouter>,
  workspaceId: string,
  name: string,
): Promise<NamedTask[]> {
  const { key, number } = NAME.exec(name.toUpperCase())?.groups ?? {};
  if (key === undefined) return [];
  const found: NamedTask[] = [];
  for (const state of ["active", "archived"] as const) {
    for await (const project of projectsWithKey(client, workspaceId, key, state)) {
      const filter = { projectId: project.id, number: Number(number), status: "any", isArchived: "any" } as const;
      const { items } = await client.task.list.query({ workspaceId, filter });
      found.push(...items.map((task) => ({ task, project })));
    }
  }
  return found;
}

async function* projectsWithKey(
  client: TRPCClient<AppRouter>,
  workspaceId: string,
  key: string,
  state: "active" | "archived",
): AsyncGenerator<Project> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof client.project.list.query>> = await client.project.list.query({
      workspaceId,
      state,
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    yield* page.items.filter((project) => project.key === key);
    cursor = page.nextCursor;
  } while (cursor !== null);
}
