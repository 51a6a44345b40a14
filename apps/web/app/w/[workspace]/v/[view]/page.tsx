import type { View } from "@docket/schema/view";
import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cache } from "react";
import { projectOf } from "@/entities/filter/chip.ts";
import { prepareCollection } from "@/entities/view/prepare-collection.ts";
import { collectionOfView } from "@/entities/view/saved-view-state.ts";
import { MAX_ENTITIES } from "@/entities/workspace/entity-limit.ts";
import { completeList } from "@/entities/workspace/entity-lists.ts";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { SavedView } from "@/features/view/saved-view.tsx";
import { readForPage, serverApi } from "@/trpc/server.ts";

type Props = PageProps<"/w/[workspace]/v/[view]">;

const viewAt = cache(async (slug: string, id: string) => {
  const { id: workspaceId } = await workspaceAt(slug);
  return readForPage((api) => api.view.get({ workspaceId, id }));
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, view } = await params;
  return { title: (await viewAt(workspace, view)).name };
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

/** A saved view, with its first tasks in the HTML. */
export default async function SavedViewPage({ params, searchParams }: Props) {
  const { workspace: slug, view: id } = await params;
  const view = await viewAt(slug, id);
  const projectId = await visibleProjectOf(view);
  const { queryClient } = await prepareCollection({
    workspaceId: view.workspaceId,
    searchParams,
    collection: (resolver) => collectionOfView(view, resolver),
    ...(projectId === null ? {} : { projectId }),
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <SavedView key={view.id} view={view} />
    </HydrationBoundary>
  );
}
