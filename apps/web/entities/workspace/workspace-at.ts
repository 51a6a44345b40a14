import { cache } from "react";
import { readForPage, serverApi } from "../../trpc/server.ts";

const workspaceBySlug = cache(async (slug: string) => (await serverApi()).workspace.getBySlug({ slug }));

/**
 * Returns the workspace with the slug in a page's URL, loaded once per request. Load all other data of the page after
 * the workspace: the live feed starts at the workspace's `changeSeq`, so that no change is missed.
 */
export function workspaceAt(slug: string) {
  return readForPage(() => workspaceBySlug(slug));
}
