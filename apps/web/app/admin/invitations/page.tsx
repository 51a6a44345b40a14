import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { InviteUser } from "@/features/administration/invite-user.tsx";
import { pendingPages } from "@/features/administration/paging.ts";
import { PendingPeople } from "@/features/administration/pending-people.tsx";
import { serverTranslator, titleMetadata } from "@/i18n/request-locale.ts";
import { preparePage } from "@/trpc/server.ts";
import { PageHeading } from "@/ui/page-heading.tsx";

export const generateMetadata = titleMetadata("administration.invitations.title");

/** Pending invitations to create an account, and the form for new ones. */
export default async function InvitationsPage() {
  const t = await serverTranslator();
  const { queryClient, client } = await preparePage();
  await queryClient.infiniteQuery(pendingPages(client, { query: "" }));
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PageHeading title={t("administration.invitations.title")} />
      <InviteUser />
      <PendingPeople />
    </HydrationBoundary>
  );
}
