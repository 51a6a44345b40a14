import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { inactiveProjects } from "@/features/trash/inactive-projects.ts";
import { trashList } from "@/features/trash/trash-list.ts";
import { TrashView } from "@/features/trash/trash-view.tsx";
import { serverTranslator } from "@/i18n/request-locale.ts";
import { preparePage, readForPage } from "@/trpc/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslator();
  return { title: t("navigation.trash") };
}

/** Deleted items and archived projects. */
export default async function TrashPage({ params, searchParams }: PageProps<"/w/[workspace]/trash">) {
  const { workspace: slug } = await params;
  const { project } = await searchParams;
  const { id: workspaceId } = await workspaceAt(slug);
  const projectId = typeof project === "string" ? project : null;
  if (projectId !== null) await readForPage((api) => api.project.get({ workspaceId, id: projectId }));
  if (Array.isArray(project)) notFound();
  const { queryClient, client, trpc } = await preparePage();
  await Promise.all([
    queryClient.infiniteQuery(trashList(client, workspaceId, projectId)),
    queryClient.query(inactiveProjects(trpc, client, workspaceId, "archived")),
    queryClient.query(inactiveProjects(trpc, client, workspaceId, "trashed")),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <TrashView />
    </HydrationBoundary>
  );
}
