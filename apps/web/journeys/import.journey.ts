import { readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "@playwright/test";
import { ADDRESS } from "../playwright.config.ts";
import { ADA, openInbox, expectAccessible, ready, signIn, test } from "./person.ts";
import { openRelay } from "./relay.ts";

const FIXTURES = join(import.meta.dirname, "../../../packages/core/src/workflows/import/todoist/fixtures");
const files = readdirSync(FIXTURES).filter((name) => /\.(csv|zip)$/.test(name));

test("previews and imports every kind of export in the fixtures", async ({ page }) => {
  test.setTimeout(180_000);
  await openInbox(page);
  expect(files.length).toBeGreaterThanOrEqual(10);
  for (const name of files) {
    await page.getByRole("link", { name: "Import", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Import from Todoist" }).waitFor();
    if (await page.getByRole("button", { name: "Choose another file" }).isVisible())
      await page.getByRole("button", { name: "Choose another file" }).click();
    await page.locator("input[type=file]").setInputFiles(join(FIXTURES, name));
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await expect(page.getByRole("button", { name: "Undo import" })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/Imported [1-9]\d* task/)).toBeVisible();
    if (!name.endsWith(".csv")) continue;
    await page
      .getByRole("navigation", { name: "Main" })
      .getByRole("link", { name: new RegExp(`^${basename(name, ".csv")}`) })
      .click();
    await expect(page.locator("[data-task]").first()).toBeVisible();
  }
});

test("previews an import, runs it once and undoes it as a whole", async ({ page }) => {
  await openInbox(page);
  await page.getByRole("link", { name: "Import" }).click();
  const file =
    "TYPE,CONTENT,PRIORITY,INDENT,DATE\nsection,Soon,,,\ntask,Buy milk @errand,1,1,every 3 days\ntask,And bread,4,2,\n";
  const choose = () =>
    page
      .locator("input[type=file]")
      .setInputFiles({ name: "Shopping.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await choose();
  await expect(page.getByText("contains 2 tasks (1 of them a sub-task), 1 section")).toBeVisible();
  await expect(page.getByText(/DATE \(1\)/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("Imported 2 tasks, 1 section")).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByRole("link", { name: "Open Shopping" })).toBeVisible();
  await page.getByRole("button", { name: "Choose another file" }).click();
  await choose();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText(/rows? (was|were) already imported/)).toBeVisible();
  // This import did not create anything, so it cannot be undone.
  await expect(page.getByRole("button", { name: "Undo import" })).toBeHidden();
  await page.getByRole("link", { name: "Open Shopping" }).click();
  await expect(page.getByText("High priority")).toBeVisible();
  await expect(page.getByRole("main").getByText("errand", { exact: true })).toBeVisible();

  const places = page.getByRole("navigation", { name: "Main" });
  await places.getByRole("link", { name: "Import" }).click();
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "Pantry.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(places.getByRole("link", { name: /^Pantry/ })).toBeVisible();
  await page.getByRole("button", { name: "Undo import" }).click();
  await expect(page.getByText("Import undone.")).toBeVisible();
  await expect(places.getByRole("link", { name: /^Pantry/ })).toBeHidden();
});

test("undoes an earlier import from the list of imports that Undo links to", async ({ page }) => {
  await openInbox(page);
  const places = page.getByRole("navigation", { name: "Main" });
  await places.getByRole("link", { name: "Import" }).click();
  await page.locator("input[type=file]").setInputFiles({
    name: "Shed.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("TYPE,CONTENT\ntask,Oil the hinges\n"),
  });
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("link", { name: "Open Shed" })).toBeVisible();

  await places.getByRole("link", { name: "Today" }).click();
  await page.reload();
  await ready(page);
  await page.keyboard.press("Control+z");
  await expect(page.getByText("Your last change was an import.")).toBeVisible();
  await expect(places.getByRole("link", { name: /^Shed/ })).toBeVisible();
  await page.getByRole("button", { name: "Go to Import" }).click();
  const earlier = page.getByRole("region", { name: "Previous imports" });
  await expect(earlier.getByText("Imported 1 task and 1 new project.").first()).toBeVisible();
  await expectAccessible(page);
  await earlier.getByRole("button", { name: "Undo the import of Shed.csv" }).click();
  await expect(page.getByText("Import undone.").first()).toBeVisible();
  await expect(places.getByRole("link", { name: /^Shed/ })).toBeHidden();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("recent changes");
  await page.keyboard.press("Enter");
  const history = page.getByRole("dialog", { name: "Recent changes" });
  await expect(history.getByRole("listitem").first()).toContainText("Undid the import of “Shed”");
  await expect(history.getByText(/0 items/)).toHaveCount(0);
});

test("shows the progress of a 12 MB upload with 20,000 rows, cancels it, and imports the file", async ({
  page,
}, testInfo) => {
  test.setTimeout(900_000);
  const file = testInfo.outputPath("All.csv");
  const rows = Array.from({ length: 20_000 }, (_, index) => `task,Task ${index},${"x".repeat(580)}`);
  writeFileSync(file, `TYPE,CONTENT,DESCRIPTION\n${rows.join("\n")}\n`);
  expect(statSync(file).size).toBeGreaterThan(11_900_000);
  await signIn(page);
  const relay = await openRelay(4_000_000);
  try {
    await page.goto(relay.url);
    await ready(page);
    await page.getByRole("link", { name: "Import" }).click();
    const choose = () => page.locator("input[type=file]").setInputFiles(file);
    await choose();
    await expect(page.getByText(/Uploading All\.csv… [1-9]\d?%/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("progressbar", { name: "Upload progress" })).toBeVisible();
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByText("Upload cancelled.")).toBeVisible();
    await expect(page.getByRole("progressbar")).toBeHidden();

    relay.release();
    await choose();
    await expect(page.getByText(/contains 20,000 tasks/)).toBeVisible({ timeout: 180_000 });
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await expect(page.getByText(/Imported 20,000 tasks/)).toBeVisible({ timeout: 300_000 });
    await page.getByRole("button", { name: "Undo import" }).click();
    await expect(page.getByText("Import undone.").first()).toBeVisible({ timeout: 300_000 });

    // The tasks are in the trash, but still part of the user's data export.
    await page.goto(`${relay.url}/w/ada-lovelace/settings/data`);
    await ready(page);
    const download = page.waitForEvent("download", { timeout: 120_000 });
    await page.getByRole("button", { name: "Download my data" }).click();
    expect(statSync(await (await download).path()).size).toBeGreaterThan(20_000_000);
  } finally {
    relay.close();
  }
});

test("rejects a file that is too large before sending it", async ({ page }, testInfo) => {
  const file = testInfo.outputPath("All.csv");
  writeFileSync(file, Buffer.alloc(16_000_000, "x"));
  await openInbox(page);
  await page.getByRole("link", { name: "Import" }).click();
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(/All\.csv is larger than 15 MB/);
});

test("shows a specific message for each error of a proxy and of the server", async ({ page, complaints }) => {
  await openInbox(page);
  await page.getByRole("link", { name: "Import" }).click();
  const alert = page.getByRole("main").getByRole("alert");
  const choose = () =>
    page
      .locator("input[type=file]")
      .setInputFiles({ name: "Home.csv", mimeType: "text/csv", buffer: Buffer.from("TYPE,CONTENT\ntask,a\n") });
  const cases = [
    [400, /isn't valid/],
    [413, /A proxy in front of Docket .* size/],
    [415, /doesn't accept this kind of data/],
    [429, /Too many requests/],
    [503, /Docket is busy/],
  ] as const;
  for (const [status, words] of cases) {
    await page.route("**/api/trpc/import.preview", (route) => route.fulfill({ status, body: "no" }));
    await choose();
    await expect(alert).toHaveText(words);
    await page.unroute("**/api/trpc/import.preview");
  }
  await expect.poll(() => complaints.splice(0).length).toBe(cases.length);
});

test("names the setting to change when the server does not know its address", async ({ playwright }, testInfo) => {
  const { port } = new URL(ADDRESS);
  const browser = await playwright.chromium.launch({
    ...testInfo.project.use.launchOptions,
    args: ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP tasks.example 127.0.0.1"],
  });
  try {
    for (const [locale, words] of [
      ["en", "doesn't know the address"],
      ["de", "kennt die Adresse"],
    ] as const) {
      const page = await browser.newPage({ locale });
      await page.goto(`http://tasks.example:${port}/login`);
      await ready(page);
      await page.locator("input[type=email]").fill(ADA.email);
      await page.locator("input[type=password]").fill(ADA.password);
      await page.keyboard.press("Enter");
      const alert = page.getByRole("alert").filter({ hasText: words });
      await expect(alert).toContainText(`http://tasks.example:${port}`);
      await expect(alert).toContainText("APP_URL");
    }
  } finally {
    await browser.close();
  }
});

test("rejects an unsupported file with a message", async ({ page, complaints }) => {
  await openInbox(page);
  await page.getByRole("link", { name: "Import" }).click();
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "photo.csv", mimeType: "text/csv", buffer: Buffer.from([0xff, 0xd8, 0xff, 0x00]) });
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  await expect.poll(() => complaints.splice(0)).toEqual([expect.stringContaining("422")]);
});
