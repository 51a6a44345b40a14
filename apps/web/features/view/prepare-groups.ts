import { taskList } from "../../sync/task-list.ts";
import type { preparePage } from "../../trpc/server.ts";
import type { TaskGroup } from "./task-group.ts";

/** Groups whose first tasks come with the page; those further down are asked for by the page itself. */
const GROUPS_WITH_PAGE = 8;

/** Reads the first tasks of the first groups, so that they are in the HTML. */
export async function prepareGroups(
  { queryClient, client }: Awaited<ReturnType<typeof preparePage>>,
  groups: readonly TaskGroup[],
): Promise<void> {
  await Promise.all(
    groups.slice(0, GROUPS_WITH_PAGE).map(({ list }) => queryClient.infiniteQuery(taskList(client, list))),
  );
}
