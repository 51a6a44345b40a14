import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { Shell } from "../../../features/workspace/shell.tsx";
import { workspaceAt } from "../../../features/workspace/workspace-at.ts";
import { WorkspaceSync } from "../../../features/workspace/workspace-sync.tsx";
import { preparePage, readForPage } from "../../../trpc/server.ts";

/** Every page of a workspace, with its sidebar filled. */
export default async function WorkspaceLayout({ params, children }: LayoutProps<"/w/[workspace]">) {
  const { workspace: slug } = await params;
  const workspace = await workspaceAt(slug, `/w/${slug}`);
  const { account } = await readForPage(`/w/${slug}`, (api) => api.session.get({}));
  const { queryClient, trpc } = await preparePage();
  const { id: workspaceId } = workspace;
  await Promise.all([
    queryClient.query(trpc.project.list.queryOptions({ workspaceId, limit: 100 })),
    queryClient.query(trpc.task.count.queryOptions({ workspaceId })),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <WorkspaceSync key={workspaceId} workspace={workspace} userId={account.id}>
        <Shell workspace={workspace}>{children}</Shell>
      </WorkspaceSync>
    </HydrationBoundary>
  );
}
