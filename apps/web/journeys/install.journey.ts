import { expect } from "@playwright/test";
import { openInbox, ready, test } from "./person.ts";
import { waitForKeptFiles } from "./seed.ts";

test("can be installed: has a manifest, icons of the right sizes and an offline page", async ({
  page,
  context,
  complaints,
}) => {
  await openInbox(page);
  const link = await page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = (await (await page.request.get(link ?? "")).json()) as {
    icons: { src: string; sizes: string; purpose?: string }[];
    display: string;
    start_url: string;
  };
  expect(manifest).toMatchObject({ display: "standalone", start_url: "/" });
  expect(manifest.icons.map(({ purpose }) => purpose)).toContain("maskable");
  for (const { src, sizes } of manifest.icons) {
    const size = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    expect(size).toBe(sizes);
  }

  await waitForKeptFiles(page);
  await page.reload();
  await ready(page);
  // The sign-in page redirects a user who is signed in.
  const address = "/login";
  await context.setOffline(true);
  // The browser applies it to a service worker that is just starting some time later.
  await expect(async () => {
    await page.goto(address);
    await expect(page.getByRole("heading", { name: "Docket can't be reached" })).toBeVisible({ timeout: 3_000 });
  }).toPass();
  expect(await page.evaluate(() => getComputedStyle(document.querySelector("h1") ?? document.body).fontWeight)).toBe(
    "600",
  );
  await context.setOffline(false);
  await page.getByRole("link", { name: "Try again" }).click();
  await ready(page);
  await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    );
    return all.flat();
  });
  const pages = kept.map((url) => new URL(url).pathname).filter((path) => !path.startsWith("/_next/static/"));
  expect(pages.toSorted()).toEqual(["/offline", "/offline-workspace"]);
  expect(complaints.splice(0).every((text) => text.includes("ERR_INTERNET_DISCONNECTED"))).toBe(true);
});
