import { cleanText } from "@docket/schema/text";
import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { searchHits } from "@/features/search/search-hits.ts";
import { SearchView } from "@/features/search/search-view.tsx";
import { serverTranslator } from "@/i18n/request-locale.ts";
import { preparePage } from "@/trpc/server.ts";

/** Maximum length of a search query, in characters. */
const MAX_SEARCH_LENGTH = 200;

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslator();
  return { title: t("search.title") };
}

/** The Search page. The HTML contains the results for the query in the URL. */
export default async function SearchPage({ params, searchParams }: PageProps<"/w/[workspace]/search">) {
  const { workspace: slug } = await params;
  const { q } = await searchParams;
  const text = typeof q === "string" ? cleanText(q, { max: MAX_SEARCH_LENGTH }) : "";
  const { id: workspaceId } = await workspaceAt(slug);
  const { queryClient, client } = await preparePage();
  // If the search fails, e.g. because of the rate limit, the browser repeats it and, if it fails again, shows the
  // error.
  if (text !== "") await queryClient.infiniteQuery(searchHits(client, workspaceId, text)).catch(() => undefined);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <SearchView text={text} />
    </HydrationBoundary>
  );
}
