import { cache } from "react";
import { readForPage } from "../../trpc/server.ts";

/**
 * The workspace of a page, by the name in its address. Everything else of the page is read after it, so that the live feed,
 * which goes on from the number that it carries, misses nothing.
 *
 * @param path where to come back to after signing in
 */
export const workspaceAt = cache((slug: string, path: string) =>
  readForPage(path, (api) => api.workspace.getBySlug({ slug })),
);
