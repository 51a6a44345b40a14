import type { QueryClient } from "@tanstack/react-query";
import { notFound } from "next/navigation";
import { namedTasks } from "@/entities/task/task-by-name.ts";
import { ALL, COMPLETED, assignedTo, withLabel } from "@/entities/view/collection.ts";
import { prepareCollection } from "@/entities/view/prepare-collection.ts";
import type { ViewRequest } from "@/entities/view/requested-view.ts";
import { MAX_ENTITIES } from "@/entities/workspace/entity-limit.ts";
import { taskPath } from "@/entities/workspace/path.ts";
import { prepareActivity } from "@/features/activity/prepare-activity.ts";
import { PROJECT_VIEW, projectPage } from "@/features/project/project-view-state.ts";
import { prepareReport } from "@/features/report/prepare-report.ts";
import { prepareSavedView } from "@/features/saved-view/prepare-saved-view.ts";
import { prepareSearch } from "@/features/search/prepare-search.ts";
import { prepareToday } from "@/features/today/prepare-today.ts";
import { prepareTrash } from "@/features/trash/prepare-trash.ts";
import { prepareUpcoming } from "@/features/upcoming/prepare-upcoming.ts";
import { redirectTo } from "@/navigation/redirect.ts";
import type { ViewAddress } from "@/navigation/view-address.ts";
import { notificationList } from "@/replica/notification-list.ts";
import { completeList } from "@/trpc/complete-list.ts";
import { preparePage, readForPage } from "@/trpc/server.ts";
import { signedInAccount } from "@/trpc/signed-in.ts";

type WorkspaceViewRequest = ViewRequest & { slug: string };

/**
 * Loads the data of a view on the server. Shows the 404 page if the view refers to something that the user is not
 * allowed to see.
 *
 * @returns the query cache that the browser starts with
 */
export async function prepareView(view: ViewAddress, request: WorkspaceViewRequest): Promise<QueryClient> {
  switch (view.kind) {
    case "today":
      return prepareToday(request);
    case "upcoming":
      return prepareUpcoming(request);
    case "all":
      return (await prepareCollection({ ...request, collection: ALL })).queryClient;
    case "completed":
      return (await prepareCollection({ ...request, collection: COMPLETED })).queryClient;
    case "mine":
      return (await prepareCollection({ ...request, collection: assignedTo((await signedInAccount()).id) }))
        .queryClient;
    case "label":
      return prepareLabel(view.id, request);
    case "project":
      return prepareProject(view.id, request);
    case "savedView":
      return prepareSavedView(view.id, request);
    case "namedTask":
      return prepareNamedTask(view.id, request);
    case "search":
      return prepareSearch(request);
    case "activity":
      return prepareActivity(request);
    case "report":
      return prepareReport(request);
    case "notifications":
      return prepareNotifications(request);
    case "trash":
      return prepareTrash(request);
  }
}

async function prepareProject(id: string, request: ViewRequest): Promise<QueryClient> {
  const { workspaceId } = request;
  const project = await readForPage((api) => api.project.get({ workspaceId, id }));
  const { queryClient, trpc } = await prepareCollection({
    ...request,
    collection: { page: projectPage(id), filter: { projectId: id }, plain: PROJECT_VIEW },
    projectId: id,
  });
  queryClient.setQueryData(trpc.project.get.queryKey({ workspaceId, id }), project);
  return queryClient;
}

async function prepareLabel(id: string, request: ViewRequest): Promise<QueryClient> {
  const { workspaceId } = request;
  const { items } = await readForPage((api) =>
    completeList((more) => api.label.list({ workspaceId, limit: MAX_ENTITIES, ...more })),
  );
  if (!items.some((label) => label.id === id)) notFound();
  return (await prepareCollection({ ...request, collection: withLabel(id) })).queryClient;
}

async function prepareNotifications({ workspaceId }: ViewRequest): Promise<QueryClient> {
  const { queryClient, client } = await preparePage();
  await queryClient.infiniteQuery(notificationList(client, workspaceId));
  return queryClient;
}

/** Redirects to the task. If the user can see several tasks with the name, the view asks which one to open. */
async function prepareNamedTask(name: string, { slug, workspaceId }: WorkspaceViewRequest): Promise<QueryClient> {
  const { queryClient, client } = await preparePage();
  const [found, ...others] = await queryClient.query(namedTasks(client, workspaceId, name));
  if (!found) notFound();
  if (others.length === 0) redirectTo(taskPath(slug, found.task));
  return queryClient;
}
