import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { viewAtPath } from "@docket/web/navigation/view-address.ts";
import type { PageFile } from "./front/option.ts";

/** Returns what a path refers to: a page, a file, or null if nothing matches. */
export type FindRoute = (path: string) => "page" | PageFile | null;

/** The metadata that Next writes for a file that it generates at build time. */
type FileMeta = { readonly headers: { readonly "content-type": string } };

/** The content types of the files in `public`, by extension. */
const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

/** Maps each file in `app` to the route that it serves, e.g. `/w/[workspace]/page` to `/w/[workspace]`. */
type AppRoutes = Readonly<Record<string, string>>;

/** The regular expressions for routes with parameters. */
type RouteExpressions = { readonly dynamicRoutes: readonly { readonly page: string; readonly regex: string }[] };

/** The route of all views of a workspace. Its expression also matches addresses that are no view. */
const VIEWS = "/w/[workspace]/[[...view]]";

function isViewOrOther(page: string, route: string): boolean {
  return page !== VIEWS || viewAtPath(route) !== null || route.split("/").length === 3;
}

/**
 * Reads the routes from the web app's build, and the files in `public`.
 *
 * @param directory absolute path of `apps/web`
 * @returns a function that takes a path as sent by the browser, without the query
 */
export async function readRoutes(directory: string): Promise<FindRoute> {
  const read = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(directory, ".next", file), "utf8"));
  // Safe because these files were written by the same version of Next that serves them.
  const appRoutes = (await read("app-path-routes-manifest.json")) as AppRoutes;
  const { dynamicRoutes } = (await read("routes-manifest.json")) as RouteExpressions;
  // Routes that begin with `/_` are Next's own error pages, which have no URL.
  const routes = Object.entries(appRoutes).filter(([, route]) => !route.startsWith("/_"));
  const pages = new Set(routes.filter(([file]) => file.endsWith("/page")).map(([, route]) => route));
  const files = new Map<string, PageFile>();
  for (const name of await readdir(path.join(directory, "public"))) {
    const body = await readFile(path.join(directory, "public", name));
    files.set(`/${name}`, { type: TYPES[path.extname(name)] ?? "application/octet-stream", body });
  }
  for (const [, route] of routes.filter(([file]) => file.endsWith("/route"))) {
    const { headers } = (await read(`server/app${route}.meta`)) as FileMeta;
    const body = await readFile(path.join(directory, ".next/server/app", `${route}.body`));
    files.set(route, { type: headers["content-type"], body });
  }
  files.set("/offline-files.json", { type: "application/json", body: await readOfflineFiles(directory) });
  const expressions = dynamicRoutes.map(({ page, regex }) => ({ page, expression: new RegExp(regex) }));

  return (requested) => {
    const file = files.get(requested);
    if (file !== undefined) return file;
    const route = requested.length > 1 ? requested.replace(/\/$/, "") : requested;
    const isPage = expressions.some(({ page, expression }) => expression.test(route) && isViewOrOther(page, route));
    return pages.has(route) || isPage ? "page" : null;
  };
}

/**
 * Returns the list of the files that the service worker keeps: the scripts, styles and fonts of the build, as JSON with an
 * ID of the build.
 */
async function readOfflineFiles(directory: string): Promise<Buffer> {
  const names = await Promise.all(
    ["chunks", "media"].map(async (folder) => {
      const found = await readdir(path.join(directory, ".next/static", folder)).catch(() => []);
      return found.map((name) => `/_next/static/${folder}/${name}`);
    }),
  );
  const files = names.flat().filter((name) => /\.(?:js|css|woff2)$/.test(name));
  // Safe as an ID because the names contain hashes of the contents.
  const build = createHash("sha256").update(files.toSorted().join()).digest("hex").slice(0, 16);
  return Buffer.from(JSON.stringify({ build, files }));
}

/**
 * Returns the path at which the web app's build serves its font; null if the build has none.
 *
 * @param directory absolute path of `apps/web`
 */
export async function findFontPath(directory: string): Promise<string | null> {
  // Without its font, the build has no such folder.
  const names = await readdir(path.join(directory, ".next/static/media")).catch(() => []);
  const font = names.find((name) => name.endsWith(".woff2"));
  return font === undefined ? null : `/_next/static/media/${font}`;
}
