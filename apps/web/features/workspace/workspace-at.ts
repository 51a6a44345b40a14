import { cache } from "react";
import { readForPage, serverApi } from "../../trpc/server.ts";

const workspaceBySlug = cache(async (slug: string) => (await serverApi()).workspace.getBySlug({ slug }));

/**
 * The workspace of a page, by the name in its address; read once however many parts of the page ask. Everything else of the page
 * is read after it, so that the live feed, which goes on from the number that it carries, misses nothing.
 */
export function workspaceAt(slug: string) {
  return readForPage(() => workspaceBySlug(slug));
}
