import { dayInZone } from "@docket/schema/day";
import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { ViewerProvider } from "../../../features/session/viewer.tsx";
import { Shell } from "../../../features/workspace/shell.tsx";
import { accountAt, workspaceAt } from "../../../features/workspace/workspace-at.ts";
import { WorkspaceSync } from "../../../features/workspace/workspace-sync.tsx";
import { preparePage } from "../../../trpc/server.ts";

/** Every page of a workspace, with its sidebar filled. */
export default async function WorkspaceLayout({ params, children }: LayoutProps<"/w/[workspace]">) {
  const { workspace: slug } = await params;
  const workspace = await workspaceAt(slug, `/w/${slug}`);
  const { id: userId, timeZone } = await accountAt(`/w/${slug}`);
  const { queryClient, trpc } = await preparePage();
  const { id: workspaceId } = workspace;
  await Promise.all([
    queryClient.query(trpc.project.list.queryOptions({ workspaceId, limit: 100 })),
    queryClient.query(trpc.task.count.queryOptions({ workspaceId, timeZone })),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ViewerProvider viewer={{ userId, timeZone, today: dayInZone(new Date(), timeZone) }}>
        <WorkspaceSync key={workspaceId} workspace={workspace}>
          <Shell workspace={workspace}>{children}</Shell>
        </WorkspaceSync>
      </ViewerProvider>
    </HydrationBoundary>
  );
}
