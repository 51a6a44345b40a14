import { brotliCompressSync, gzipSync } from "node:zlib";
import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { openInbox, ready, signIn, test } from "./person.ts";
import { itemsOf, send } from "./seed.ts";

const KB = 1_000;

/** Returns the compressed sizes in bytes of a page's HTML and of the scripts and styles that it references. */
async function weigh(page: Page, path: string) {
  const html = await (await page.request.get(path)).text();
  const weightOf = async (pattern: RegExp, compress = gzipSync) => {
    const addresses = new Set([...html.matchAll(pattern)].map(([, address]) => address ?? ""));
    expect(addresses.size).toBeGreaterThan(0);
    const sizes = await Promise.all(
      [...addresses].map(async (address) => compress(await (await page.request.get(address)).body()).length),
    );
    return { bytes: sizes.reduce((sum, size) => sum + size, 0), files: sizes.length };
  };
  return {
    html: gzipSync(html).length,
    scripts: await weightOf(/<script(?![^>]* noModule)[^>]* src="([^"]+)"/gi, brotliCompressSync),
    styles: await weightOf(/<link rel="stylesheet" href="([^"]+)"/g),
  };
}

/** Creates a project with many tasks through the API. */
async function projectWith(page: Page, count: number): Promise<string> {
  const [workspace] = await itemsOf<{ id: string; slug: string }>(page, "workspace.list", {});
  const projectId = uuidv7();
  await send(page, "project.create", { id: projectId, name: `${count} tasks` });
  for (let made = 0; made < count; made += 500) {
    const items = Array.from({ length: 500 }, (_, index) => ({ id: uuidv7(), title: `Task ${made + index + 1}` }));
    await send(page, "task.createMany", { projectId, items });
  }
  return `/w/${workspace?.slug}/p/${projectId}`;
}

test("keeps pages within their size limits", async ({ page }) => {
  await page.goto("/login");
  const signIn = await weigh(page, "/login");
  await openInbox(page);
  const path = await projectWith(page, 500);
  const list = await weigh(page, path);
  test.info().annotations.push({ type: "bytes", description: JSON.stringify({ signIn, list }) });
  expect(signIn.scripts.bytes).toBeLessThanOrEqual(144 * KB);
  expect(list.scripts.bytes).toBeLessThanOrEqual(188 * KB);
  expect(list.scripts.files).toBeLessThanOrEqual(12);
  expect(list.styles.bytes).toBeLessThanOrEqual(15 * KB);
  expect(list.html).toBeLessThanOrEqual(40 * KB);
});

/** Texts that minified scripts contain because of the parser of quick add, and because of its English words. */
const PARSER_PARTS = ["[!#@+/{]", "fortnightly"];

test("loads the parser of quick add after the page, once, with the words of one language", async ({ page }) => {
  await openInbox(page);
  const inPage = await (await page.request.get(page.url())).text();
  await page.keyboard.press("q");
  await page.keyboard.type("Buy stamps tomorrow");
  await expect(page.getByRole("dialog").locator("mark")).toHaveText("tomorrow");
  const addresses = await page.evaluate(() =>
    performance.getEntriesByType("resource").flatMap(({ name }) => (name.endsWith(".js") ? name : [])),
  );
  const scripts = await Promise.all(
    [...new Set(addresses)].map(async (address) => ({ address, body: await (await page.request.get(address)).text() })),
  );
  const parts = PARSER_PARTS.map((part) => scripts.filter(({ body }) => body.includes(part)));
  expect(parts.map(({ length }) => length)).toEqual([1, 1]);
  for (const { address } of parts.flat()) expect(inPage).not.toContain(new URL(address).pathname);
  // What the parser shares with the page, such as the arithmetic of days, is not loaded again.
  const bytes = parts.flat().reduce((sum, { body }) => sum + brotliCompressSync(body).length, 0);
  test.info().annotations.push({ type: "bytes", description: String(bytes) });
  expect(bytes).toBeLessThanOrEqual(12 * KB);
});

test("stays fast with ten thousand tasks: renders few rows, checks one off promptly and loads more on scroll", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await signIn(page);
  const path = await projectWith(page, 10_000);
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/trpc/")) asked.push(request.url());
  });
  await page.goto(path);
  await ready(page);
  await expect(page.getByRole("main").locator("[data-task]").first()).toBeVisible();
  expect(asked.filter((address) => address.includes("task.list"))).toEqual([]);
  const elements = () => page.evaluate(() => document.querySelectorAll("*").length);
  expect(await elements()).toBeLessThanOrEqual(1_500);

  // Times from click to visible change, measured in the page.
  const times: number[] = [];
  for (let index = 0; index < 5; index++)
    times.push(
      await page.evaluate(async () => {
        const box = document.querySelector<HTMLElement>('main [role="checkbox"][aria-checked="false"]');
        if (!box) throw new Error("No box to tick.");
        const painted = new Promise<number>((resolve) => {
          new MutationObserver(() => requestAnimationFrame(() => resolve(performance.now()))).observe(box, {
            attributes: true,
          });
        });
        const startedAt = performance.now();
        box.click();
        return (await painted) - startedAt;
      }),
    );
  const median = times.toSorted((left, right) => left - right)[2] ?? Infinity;
  test.info().annotations.push({ type: "milliseconds", description: times.map(Math.round).join(", ") });
  expect(median).toBeLessThanOrEqual(100);

  // Scrolling with the wheel loads more than the first pages.
  await expect(async () => {
    await page.mouse.wheel(0, 800);
    await expect(page.getByText("Task 150", { exact: true })).toBeVisible({ timeout: 500 });
  }).toPass();
  expect(await elements()).toBeLessThanOrEqual(1_500);
});
