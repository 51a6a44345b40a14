import type { QueryClient } from "@tanstack/react-query";
import type { ViewRequest } from "../../entities/view/requested-view.ts";
import { preparePage } from "../../trpc/server.ts";
import { searchHits, searchText } from "./search-hits.ts";

/** Loads the results for the search text in the URL on the server. */
export async function prepareSearch({ workspaceId, searchParams: { q } }: ViewRequest): Promise<QueryClient> {
  const text = searchText(typeof q === "string" ? q : null);
  const { queryClient, client } = await preparePage();
  // If the search fails, e.g. because of the rate limit, the browser repeats it and, if it fails again, shows the
  // error.
  if (text !== "") await queryClient.infiniteQuery(searchHits(client, workspaceId, text)).catch(() => undefined);
  return queryClient;
}
