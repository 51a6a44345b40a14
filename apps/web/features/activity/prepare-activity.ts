import { dayInZone } from "@docket/schema/day";
import type { QueryClient } from "@tanstack/react-query";
import type { ViewRequest } from "../../entities/view/requested-view.ts";
import { preparePage } from "../../trpc/server.ts";
import { signedInAccount } from "../../trpc/signed-in.ts";
import { readActivityFilter } from "./activity-filter.ts";
import { activityList } from "./activity-list.ts";

/** Loads the newest entries of the activity on the server. */
export async function prepareActivity({ workspaceId, searchParams }: ViewRequest): Promise<QueryClient> {
  const { timeZone } = await signedInAccount();
  const search = new URLSearchParams(
    Object.entries(searchParams).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  const { queryClient, client } = await preparePage();
  const reader = { today: dayInZone(new Date(), timeZone), timeZone };
  // If the viewer can no longer see the person or project in the filter, the page shows the error next to the filter.
  await queryClient
    .infiniteQuery(activityList(client, workspaceId, readActivityFilter(search), reader))
    .catch(() => undefined);
  return queryClient;
}
