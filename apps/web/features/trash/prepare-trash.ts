import type { QueryClient } from "@tanstack/react-query";
import { notFound } from "next/navigation";
import type { ViewRequest } from "../../entities/view/requested-view.ts";
import { preparePage, readForPage } from "../../trpc/server.ts";
import { inactiveProjects } from "./inactive-projects.ts";
import { trashList } from "./trash-list.ts";

/** Loads the trash on the server. Shows the 404 page if the user cannot see the project to which it is limited. */
export async function prepareTrash({ workspaceId, searchParams: { project } }: ViewRequest): Promise<QueryClient> {
  const projectId = typeof project === "string" ? project : null;
  if (projectId !== null) await readForPage((api) => api.project.get({ workspaceId, id: projectId }));
  if (Array.isArray(project)) notFound();
  const { queryClient, client, trpc } = await preparePage();
  await Promise.all([
    queryClient.infiniteQuery(trashList(client, workspaceId, projectId)),
    queryClient.query(inactiveProjects(trpc, client, workspaceId, "archived")),
    queryClient.query(inactiveProjects(trpc, client, workspaceId, "trashed")),
  ]);
  return queryClient;
}
