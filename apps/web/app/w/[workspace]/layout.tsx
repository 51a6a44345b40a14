import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { Shell } from "../../../features/workspace/shell.tsx";
import { preparePage, readForPage } from "../../../trpc/server.ts";

/** Every page of a workspace, with its sidebar filled. */
export default async function WorkspaceLayout({ params, children }: LayoutProps<"/w/[workspace]">) {
  const { workspace: slug } = await params;
  const workspace = await readForPage(`/w/${slug}`, (api) => api.workspace.getBySlug({ slug }));
  const { queryClient, trpc } = await preparePage();
  const { id: workspaceId } = workspace;
  await Promise.all([
    queryClient.query(trpc.project.list.queryOptions({ workspaceId, limit: 100 })),
    queryClient.query(trpc.task.count.queryOptions({ workspaceId })),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Shell workspace={workspace}>{children}</Shell>
    </HydrationBoundary>
  );
}
