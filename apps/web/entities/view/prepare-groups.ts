import { taskList } from "../../replica/task-list.ts";
import type { preparePage } from "../../trpc/server.ts";
import type { TaskGroup } from "./task-group.ts";

/** Number of groups whose first tasks are loaded on the server. The browser loads the tasks of the other groups. */
const GROUPS_WITH_PAGE = 8;

/** Loads the first tasks of the first groups on the server, so that the HTML contains them. */
export async function prepareGroups(
  { queryClient, client }: Awaited<ReturnType<typeof preparePage>>,
  groups: readonly TaskGroup[],
): Promise<void> {
  const lists = new Set(groups.slice(0, GROUPS_WITH_PAGE).map(({ list }) => list));
  await Promise.all([...lists].map((list) => queryClient.infiniteQuery(taskList(client, list))));
}
