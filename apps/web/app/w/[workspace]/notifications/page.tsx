import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { ReceivedInvitationList } from "@/features/invitation/received-invitation-list.tsx";
import { NotificationInbox } from "@/features/notification/notification-inbox.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";
import { notificationList } from "@/sync/notification-list.ts";
import { preparePage } from "@/trpc/server.ts";

export const generateMetadata = titleMetadata("navigation.notifications");

/** The viewer's notifications in the workspace, and the invitations to their address. */
export default async function Page({ params }: PageProps<"/w/[workspace]/notifications">) {
  const { workspace: slug } = await params;
  const { id: workspaceId } = await workspaceAt(slug);
  const { queryClient, client } = await preparePage();
  await queryClient.infiniteQuery(notificationList(client, workspaceId));
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <NotificationInbox>
        <ReceivedInvitationList />
      </NotificationInbox>
    </HydrationBoundary>
  );
}
