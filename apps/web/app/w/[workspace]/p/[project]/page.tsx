import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cache } from "react";
import { prepareCollection } from "@/entities/view/prepare-collection.ts";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { PROJECT_VIEW, projectPage } from "@/features/project/project-view-state.ts";
import { ProjectView } from "@/features/project/project-view.tsx";
import { readForPage } from "@/trpc/server.ts";

type Props = PageProps<"/w/[workspace]/p/[project]">;

const projectAt = cache(async (slug: string, id: string) => {
  const { id: workspaceId } = await workspaceAt(slug);
  return readForPage((api) => api.project.get({ workspaceId, id }));
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, project } = await params;
  return { title: (await projectAt(workspace, project)).name };
}

/** A project, with its first tasks in the HTML. */
export default async function ProjectPage({ params, searchParams }: Props) {
  const { workspace: slug, project: id } = await params;
  const project = await projectAt(slug, id);
  const { queryClient } = await prepareCollection({
    workspaceId: project.workspaceId,
    searchParams,
    collection: { page: projectPage(id), filter: { projectId: id }, plain: PROJECT_VIEW },
    projectId: id,
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ProjectView key={project.id} project={project} />
    </HydrationBoundary>
  );
}
