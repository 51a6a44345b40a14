import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cache } from "react";
import { ProjectView } from "../../../../../features/project/project-view.tsx";
import { workspaceAt } from "../../../../../features/workspace/workspace-at.ts";
import { openTasksOf, taskList } from "../../../../../sync/task-list.ts";
import { preparePage, readForPage } from "../../../../../trpc/server.ts";

type Props = PageProps<"/w/[workspace]/p/[project]">;

const projectAt = cache(async (slug: string, id: string) => {
  const path = `/w/${slug}/p/${id}`;
  const { id: workspaceId } = await workspaceAt(slug, path);
  return readForPage(path, (api) => api.project.get({ workspaceId, id }));
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, project } = await params;
  return { title: (await projectAt(workspace, project)).name };
}

/** A project, with its first tasks in the HTML. */
export default async function ProjectPage({ params }: Props) {
  const { workspace: slug, project: id } = await params;
  const project = await projectAt(slug, id);
  const { workspaceId } = project;
  const { queryClient, client, trpc } = await preparePage();
  await Promise.all([
    queryClient.infiniteQuery(taskList(client, openTasksOf(workspaceId, id))),
    queryClient.query(trpc.section.list.queryOptions({ workspaceId, projectId: id, limit: 100 })),
    queryClient.query(trpc.label.list.queryOptions({ workspaceId, limit: 100 })),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ProjectView key={project.id} project={project} />
    </HydrationBoundary>
  );
}
