import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { requestedTask } from "../../../../../features/task-panel/requested-task.ts";
import { TaskPanelSlot } from "../../../../../features/task-panel/task-panel-slot.tsx";
import { entityLists } from "../../../../../features/workspace/entity-lists.ts";
import { workspaceAt } from "../../../../../features/workspace/workspace-at.ts";
import { commentList } from "../../../../../sync/entity-list.ts";
import { oneTask, subtasksOf, taskList } from "../../../../../sync/task-list.ts";
import { preparePage } from "../../../../../trpc/server.ts";

type Prepared = Awaited<ReturnType<typeof preparePage>>;

/**
 * The task beside a page of the workspace, whichever page it is. One that the address names is in the HTML; what can't be read is
 * asked for by the panel itself, which says what is wrong.
 */
export default async function PanelPage({ params, searchParams }: PageProps<"/w/[workspace]/[...path]">) {
  const { workspace: slug } = await params;
  const taskId = requestedTask(await searchParams);
  if (taskId === null) return <TaskPanelSlot />;
  const { id: workspaceId } = await workspaceAt(slug);
  const page = await preparePage();
  const { queryClient, client, trpc } = page;
  await Promise.allSettled([
    prepareTask(page, workspaceId, taskId),
    queryClient.infiniteQuery(taskList(client, subtasksOf(workspaceId, taskId))),
    queryClient.infiniteQuery(commentList(client, workspaceId, taskId)),
    queryClient.query(trpc.task.get.queryOptions({ workspaceId, id: taskId })),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <TaskPanelSlot />
    </HydrationBoundary>
  );
}

/** The task itself, and what its place is called by. */
async function prepareTask({ queryClient, client, trpc }: Prepared, workspaceId: string, id: string): Promise<void> {
  const { pages } = await queryClient.infiniteQuery(taskList(client, oneTask(workspaceId, id)));
  const task = pages[0]?.items[0];
  if (!task) return;
  const { projectId, parentId } = task;
  await Promise.all([
    queryClient.query(entityLists(trpc, client, workspaceId).sectionsOf(projectId)),
    parentId !== null && queryClient.infiniteQuery(taskList(client, oneTask(workspaceId, parentId))),
  ]);
}
