import { expect } from "@playwright/test";
import { enter, expectNoBarriers, test } from "./person.ts";

test("a token is shown once, works, and stops working when it is taken back", async ({ page, playwright, baseURL }) => {
  await enter(page);
  await page.getByRole("link", { name: "Account" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Backup script");
  await page.getByRole("button", { name: "Make a token" }).click();
  const secret =
    (await page
      .locator("code", { hasText: /^dkt_pat_/ })
      .first()
      .textContent()) ?? "";
  expect(secret).toMatch(/^dkt_pat_\w+$/);
  await expectNoBarriers(page);
  const script = await playwright.request.newContext({
    baseURL: baseURL ?? "",
    extraHTTPHeaders: { authorization: `Bearer ${secret}` },
  });
  const list = () => script.get(`/api/trpc/workspace.list?input=${encodeURIComponent("{}")}`);
  expect((await list()).status()).toBe(200);
  await page.reload();
  await expect(page.getByText(secret)).toBeHidden();
  await page.getByRole("button", { name: "Revoke Backup script" }).click();
  await expect(page.getByRole("button", { name: "Revoke Backup script" })).toBeHidden();
  expect((await list()).status()).toBe(401);
  await script.dispose();
});

test("another browser can be signed out from here, and is out with its next request", async ({
  page,
  browser,
  complaints,
}) => {
  await enter(page);
  const other = await (
    await browser.newContext({ userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" })
  ).newPage();
  await enter(other);
  await page.getByRole("link", { name: "Account" }).click();
  await page.getByRole("button", { name: "Sign out Firefox on Linux" }).first().click();
  await expect(page.getByRole("button", { name: "Sign out Firefox on Linux" })).toHaveCount(0);
  await other.goto("/account");
  await expect(other).toHaveURL(/\/login/);
  await other.context().close();
  expect(complaints).toEqual([]);
});
