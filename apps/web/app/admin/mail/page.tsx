import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { mailPages } from "@/features/administration/paging.ts";
import { PendingMails } from "@/features/administration/pending-mails.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";
import { preparePage } from "@/trpc/server.ts";

export const generateMetadata = titleMetadata("administration.mail.title");

/** Emails waiting to be sent. */
export default async function MailPage() {
  const { queryClient, client, trpc } = await preparePage();
  await Promise.all([
    queryClient.query(trpc.instance.status.queryOptions()),
    queryClient.infiniteQuery(mailPages(client)),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PendingMails />
    </HydrationBoundary>
  );
}
