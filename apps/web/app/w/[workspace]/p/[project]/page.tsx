import { dayInZone } from "@docket/schema/day";
import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cache } from "react";
import { PROJECT_VIEW, projectPage } from "../../../../../features/project/project-view-state.ts";
import { ProjectView } from "../../../../../features/project/project-view.tsx";
import { prepareGroups } from "../../../../../features/view/prepare-groups.ts";
import { requestedView } from "../../../../../features/view/requested-view.ts";
import { taskGroups } from "../../../../../features/view/task-group.ts";
import { MOST_NOUNS } from "../../../../../features/workspace/noun-limit.ts";
import { workspaceAt } from "../../../../../features/workspace/workspace-at.ts";
import { preparePage, readForPage } from "../../../../../trpc/server.ts";
import { accountAt } from "../../../../../trpc/signed-in.ts";

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
export default async function ProjectPage({ params, searchParams }: Props) {
  const { workspace: slug, project: id } = await params;
  const project = await projectAt(slug, id);
  const { timeZone, weekStart } = await accountAt(`/w/${slug}/p/${id}`);
  const { workspaceId } = project;
  const page = await preparePage();
  const { queryClient, trpc } = page;
  const nouns = { workspaceId, limit: MOST_NOUNS };
  const [preferences, sections, labels, members] = await Promise.all([
    queryClient.query(trpc.preference.list.queryOptions()),
    queryClient.query(trpc.section.list.queryOptions({ ...nouns, projectId: id })),
    queryClient.query(trpc.label.list.queryOptions(nouns)),
    queryClient.query(trpc.workspace.listMembers.queryOptions(nouns)),
  ]);
  const state = requestedView(await searchParams, preferences, projectPage(id), PROJECT_VIEW);
  await prepareGroups(
    page,
    taskGroups(state, {
      workspaceId,
      filter: { projectId: id },
      sections: sections.items,
      labels: labels.items,
      members: members.items,
      projects: [],
      today: dayInZone(new Date(), timeZone),
      timeZone,
      weekStart,
    }),
  );
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ProjectView key={project.id} project={project} />
    </HydrationBoundary>
  );
}
