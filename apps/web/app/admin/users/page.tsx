import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { userPages } from "@/features/administration/paging.ts";
import { UserSearch } from "@/features/administration/user-search.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";
import { preparePage } from "@/trpc/server.ts";
import { signedInAccount } from "@/trpc/signed-in.ts";

export const generateMetadata = titleMetadata("administration.users.title");

/** The accounts of the installation. */
export default async function UsersPage() {
  const me = await signedInAccount();
  const { queryClient, client } = await preparePage();
  await queryClient.infiniteQuery(userPages(client, { query: "" }));
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <UserSearch me={me} />
    </HydrationBoundary>
  );
}
