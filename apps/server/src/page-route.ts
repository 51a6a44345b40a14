import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** Says what lies at a path: a page, a file, or nothing. */
export type FindRoute = (path: string) => "page" | "file" | null;

/** Which file of `app` serves which route, e.g. `/w/[workspace]/page` serves `/w/[workspace]`. */
type AppRoutes = Readonly<Record<string, string>>;

/** The expressions for routes with parameters. Those of parallel routes are among them, too. */
type RouteExpressions = { readonly dynamicRoutes: readonly { readonly page: string; readonly regex: string }[] };

/**
 * Reads from the build of the web app which paths lead anywhere.
 *
 * @param directory absolute path of `apps/web`
 * @returns a function that takes a path as the browser sent it, without the query
 */
export async function readRoutes(directory: string): Promise<FindRoute> {
  const read = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(directory, ".next", file), "utf8"));
  // Safe because these files are written by the version of Next that serves them.
  const appRoutes = (await read("app-path-routes-manifest.json")) as AppRoutes;
  const { dynamicRoutes } = (await read("routes-manifest.json")) as RouteExpressions;
  const publicFiles = await readdir(path.join(directory, "public"));
  // Next's own pages for failures have names that begin so, and are no addresses.
  const routes = Object.entries(appRoutes).filter(([, route]) => !route.startsWith("/_"));
  const pages = new Set(routes.filter(([file]) => file.endsWith("/page")).map(([, route]) => route));
  const files = new Set(routes.filter(([file]) => file.endsWith("/route")).map(([, route]) => route));
  for (const name of publicFiles) files.add(`/${name}`);
  // Only of routes with a page of their own: the catch-all beside them, which draws the panel of a task, answers for no address.
  const expressions = dynamicRoutes.filter(({ page }) => pages.has(page)).map(({ regex }) => new RegExp(regex));

  return (requested) => {
    if (files.has(requested)) return "file";
    const route = requested.length > 1 ? requested.replace(/\/$/, "") : requested;
    const isPage = pages.has(route) || expressions.some((expression) => expression.test(route));
    return isPage ? "page" : null;
  };
}
