import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { ApiTokens } from "@/features/account/api-tokens.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";
import { preparePage } from "@/trpc/server.ts";

export const generateMetadata = titleMetadata("settings.tokens.title");

export default async function Page() {
  const { queryClient, trpc } = await preparePage();
  await queryClient.query(trpc.apiToken.list.queryOptions({ limit: 100 }));
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ApiTokens />
    </HydrationBoundary>
  );
}
