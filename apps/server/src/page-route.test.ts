import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFontPath, readRoutes } from "./page-route.ts";

// The files in a Next build that define its routes.
const files = {
  ".next/app-path-routes-manifest.json": JSON.stringify({
    "/_not-found/page": "/_not-found",
    "/page": "/",
    "/login/page": "/login",
    "/icon.svg/route": "/icon.svg",
    "/w/[workspace]/[[...view]]/page": "/w/[workspace]/[[...view]]",
    "/w/[workspace]/settings/profile/page": "/w/[workspace]/settings/profile",
  }),
  ".next/routes-manifest.json": JSON.stringify({
    dynamicRoutes: [
      { page: "/w/[workspace]/[[...view]]", regex: "^/w/([^/]+?)(?:/(.+?))?(?:/)?$" },
      { page: "/w/[workspace]/settings/profile", regex: "^/w/([^/]+?)/settings/profile(?:/)?$" },
    ],
  }),
  ".next/server/app/icon.svg.meta": JSON.stringify({ status: 200, headers: { "content-type": "image/svg+xml" } }),
  ".next/server/app/icon.svg.body": "<svg/>",
  ".next/static/media/icon.1a.svg": "<svg/>",
  ".next/static/media/inter_latin-s.p.2b.woff2": "a font",
  "public/sw.js": "self.skipWaiting()",
};

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), "docket-routes-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    writeFileSync(path.join(directory, name), text);
  }
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test.each([
  ["/", "page"],
  ["/login", "page"],
  // Next redirects to the URL without the trailing slash.
  ["/login/", "page"],
  ["/w/home", "page"],
  ["/w/home/", "page"],
  ["/w/home/today", "page"],
  ["/w/home/t/HOME-1", "page"],
  ["/w/home/settings/profile", "page"],
  ["/icon.svg", { type: "image/svg+xml", body: Buffer.from("<svg/>") }],
  ["/sw.js", { type: "text/javascript; charset=utf-8", body: Buffer.from("self.skipWaiting()") }],
  ["/nope", null],
  ["/w", null],
  ["/w/home/nope", null],
  ["/w/home/t/HOME-1/nope", null],
  ["/w/home/any/thing.php", null],
  ["/w/home/settings/nope", null],
  ["/_not-found", null],
  ["/_next/image", null],
  ["/public/sw.js", null],
  ["/sw.js/", null],
])("%s is %o", async (requested, kind) => {
  expect((await readRoutes(directory))(requested)).toEqual(kind);
});

test("lists the files of the build for the service worker, under another ID for each build", async () => {
  const read = async () => {
    const file = (await readRoutes(directory))("/offline-files.json");
    return JSON.parse(String(file !== null && file !== "page" && file.body)) as { build: string; files: string[] };
  };
  const first = await read();
  expect(first.files).toContain("/_next/static/media/inter_latin-s.p.2b.woff2");
  mkdirSync(path.join(directory, ".next/static/chunks"));
  writeFileSync(path.join(directory, ".next/static/chunks/1a2b.js"), "");
  writeFileSync(path.join(directory, ".next/static/chunks/1a2b.js.map"), "");
  const second = await read();
  expect(second.files.filter((file) => !first.files.includes(file))).toEqual(["/_next/static/chunks/1a2b.js"]);
  expect(second.build).not.toBe(first.build);
});

test("finds the font of the pages, whose name contains a digest", async () => {
  expect(await findFontPath(directory)).toBe("/_next/static/media/inter_latin-s.p.2b.woff2");
  expect(await findFontPath(path.join(directory, "nowhere"))).toBeNull();
});
