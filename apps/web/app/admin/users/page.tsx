import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { InviteUser } from "../../../features/administration/invite-user.tsx";
import { FIRST_PAGE, nextPage } from "../../../features/administration/paging.ts";
import { UserSearch } from "../../../features/administration/user-search.tsx";
import { titled } from "../../../i18n/request-locale.ts";
import { preparePage } from "../../../trpc/server.ts";
import { accountAt } from "../../../trpc/signed-in.ts";

export const generateMetadata = titled("administration.users.title");

/** The accounts of the installation. */
export default async function UsersPage() {
  const me = await accountAt("/admin/users");
  const { queryClient, trpc } = await preparePage();
  const asked = { ...FIRST_PAGE, query: "" };
  await queryClient.infiniteQuery(trpc.user.list.infiniteQueryOptions(asked, { getNextPageParam: nextPage }));
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <UserSearch me={me} />
      <InviteUser />
    </HydrationBoundary>
  );
}
