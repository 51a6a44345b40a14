import { dayInZone } from "@docket/schema/day";
import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { MAX_ENTITIES } from "@/entities/workspace/entity-limit.ts";
import { entityLists } from "@/entities/workspace/entity-lists.ts";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { PageKeeper } from "@/features/shell/page-keeper.tsx";
import { WorkspaceFrame } from "@/features/shell/workspace-frame.tsx";
import { preparePanel } from "@/features/task-panel/prepare-panel.ts";
import { preparePage, requestedPath } from "@/trpc/server.ts";
import { signedInAccount } from "@/trpc/signed-in.ts";

/** Layout of all pages of a workspace, with the data for the sidebar and the open task. */
export default async function WorkspaceLayout({ params, children }: LayoutProps<"/w/[workspace]">) {
  const { workspace: slug } = await params;
  const workspace = await workspaceAt(slug);
  const { id: userId, email, role, timeZone, weekStart } = await signedInAccount();
  const page = await preparePage();
  const { queryClient, client, trpc } = page;
  const { id: workspaceId } = workspace;
  const lists = entityLists(trpc, client, workspaceId);
  await Promise.all([
    queryClient.query(trpc.workspace.list.queryOptions({ limit: MAX_ENTITIES })),
    queryClient.query(lists.projects),
    queryClient.query(lists.folders),
    queryClient.query(lists.labels),
    queryClient.query(lists.members),
    queryClient.query(lists.views),
    queryClient.query(lists.reminders),
    queryClient.query(trpc.task.count.queryOptions({ workspaceId, timeZone, withAssignedAndLabels: true })),
    queryClient.query(trpc.notification.count.queryOptions({ workspaceId })),
    queryClient.query(trpc.preference.list.queryOptions()),
    preparePanel(page, workspaceId, await requestedPath()),
  ]);
  const today = dayInZone(new Date(), timeZone);
  const viewer = { userId, email, timeZone, weekStart, today, isAdministrator: role !== "user" };
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <WorkspaceFrame viewer={viewer} workspace={workspace}>
        <PageKeeper workspace={workspace} />
        {children}
      </WorkspaceFrame>
    </HydrationBoundary>
  );
}
