import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { Sessions } from "@/features/account/sessions.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";
import { preparePage } from "@/trpc/server.ts";

export const generateMetadata = titleMetadata("settings.sessions.title");

export default async function Page() {
  const { queryClient, trpc } = await preparePage();
  await queryClient.query(trpc.session.list.queryOptions({ limit: 100 }));
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Sessions />
    </HydrationBoundary>
  );
}
