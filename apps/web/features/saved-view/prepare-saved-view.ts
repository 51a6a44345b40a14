import type { View } from "@docket/schema/view";
import type { QueryClient } from "@tanstack/react-query";
import { projectOf } from "../../entities/filter/chip.ts";
import { prepareCollection } from "../../entities/view/prepare-collection.ts";
import type { ViewRequest } from "../../entities/view/requested-view.ts";
import { collectionOfView } from "../../entities/view/saved-view-state.ts";
import { MAX_ENTITIES } from "../../entities/workspace/entity-limit.ts";
import { completeList } from "../../trpc/complete-list.ts";
import { readForPage, serverApi } from "../../trpc/server.ts";

/** Loads a saved view and its first tasks on the server. Shows the 404 page if the user cannot see the view. */
export async function prepareSavedView(id: string, request: ViewRequest): Promise<QueryClient> {
  const { workspaceId } = request;
  const view = await readForPage((api) => api.view.get({ workspaceId, id }));
  const projectId = await visibleProjectOf(view);
  const { queryClient, trpc } = await prepareCollection({
    ...request,
    collection: (resolver) => collectionOfView(view, resolver),
    ...(projectId === null ? {} : { projectId }),
  });
  queryClient.setQueryData(trpc.view.get.queryKey({ workspaceId, id }), view);
  return queryClient;
}

/**
 * Returns the id of the project to which a view's filter is limited. Returns null if the filter is not limited to
 * exactly one project, or if the viewer cannot see that project: a shared view can refer to any project.
 */
async function visibleProjectOf({ workspaceId, filter }: View): Promise<string | null> {
  const projectId = projectOf(filter);
  if (projectId === null) return null;
  const api = await serverApi();
  const { items } = await completeList((more) => api.project.list({ workspaceId, limit: MAX_ENTITIES, ...more }));
  return items.some(({ id }) => id === projectId) ? projectId : null;
}
