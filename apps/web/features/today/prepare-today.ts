import { dayInZone } from "@docket/schema/day";
import type { QueryClient } from "@tanstack/react-query";
import { prepareGroups } from "../../entities/view/prepare-groups.ts";
import type { ViewRequest } from "../../entities/view/requested-view.ts";
import { requestedView } from "../../entities/view/requested-view.ts";
import { preparePage } from "../../trpc/server.ts";
import { signedInAccount } from "../../trpc/signed-in.ts";
import { todayGroups } from "./today-groups.ts";
import { TODAY_PAGE, TODAY_VIEW } from "./today-view-state.ts";

/** Loads the first tasks of Today on the server. */
export async function prepareToday({ workspaceId, searchParams }: ViewRequest): Promise<QueryClient> {
  const { timeZone } = await signedInAccount();
  const page = await preparePage();
  const preferences = await page.queryClient.query(page.trpc.preference.list.queryOptions());
  const state = requestedView(searchParams, preferences, TODAY_PAGE, TODAY_VIEW);
  const reader = { workspaceId, today: dayInZone(new Date(), timeZone), timeZone };
  await prepareGroups(page, todayGroups(reader, state, null));
  return page.queryClient;
}
