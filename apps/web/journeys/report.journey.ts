import { readFile } from "node:fs/promises";
import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import { expectAccessible, ready, test } from "./person.ts";
import { openWorkspace, send, workspacePath } from "./seed.ts";

test("reports what was created and completed, in all projects and in one, and downloads it", async ({ page }) => {
  await openWorkspace(page, "Reported");
  const [kitchen, garden] = [uuidv7(), uuidv7()];
  const [sink, shelf, fence] = [uuidv7(), uuidv7(), uuidv7()];
  await send(page, "project.create", { id: kitchen, name: "Kitchen" });
  await send(page, "project.create", { id: garden, name: "Garden" });
  await send(page, "task.create", { id: sink, projectId: kitchen, title: "Sink", due: { date: "2200-01-01" } });
  await send(page, "task.create", { id: shelf, projectId: kitchen, title: "Shelf" });
  await send(page, "task.create", { id: fence, projectId: garden, title: "Fence", due: { date: "2000-01-01" } });
  await send(page, "task.complete", { ids: [sink, fence] });

  await page.goto(`${workspacePath(page)}/today`);
  await ready(page);
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(page.getByRole("heading", { level: 1, name: "Report" })).toBeVisible();
  const main = page.getByRole("main");
  await expect(main.getByRole("img", { name: "3 created, 2 completed" })).toBeVisible();
  await expect(main.getByText("50%")).toBeVisible();
  await expect(main.getByText("1 of 2 completed tasks with a date was on time")).toBeVisible();
  const projects = main.getByRole("table", { name: "Completed by project" });
  await expect(projects.getByRole("row")).toHaveText([/project/, /Kitchen.*1/, /Garden.*1/]);
  await expect(main.getByRole("table", { name: "Completed by person" }).getByRole("row")).toHaveText([
    /person/,
    /Ada Lovelace.*2/,
  ]);
  await main.getByText("Show table").click();
  await expect(main.getByRole("row").filter({ hasText: /3\s*2$/ })).toBeVisible();
  await expectAccessible(page);

  await main.getByText("13 weeks").click();
  await expect(main.getByRole("heading", { name: "Created and completed by week" })).toBeVisible();
  const downloading = page.waitForEvent("download");
  await main.getByRole("button", { name: "Download CSV" }).click();
  const file = await readFile(await (await downloading).path(), "utf8");
  const lines = file.split("\r\n");
  expect(lines[0]).toBe("\uFEFFFrom,To,Created,Completed");
  expect(lines[13]).toMatch(/,3,2$/);
  expect(lines).toContain("Kitchen,1");

  // The menu of a project leads to its own report, with its progress.
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: /^Kitchen/ })
    .click();
  await page.getByRole("button", { name: "More actions for the project Kitchen" }).click();
  await page.getByRole("menuitem", { name: "Report" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Report: Kitchen" })).toBeVisible();
  await expect(main.getByRole("img", { name: "1 of 2 tasks completed" })).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(main.getByRole("button", { name: "Project: Kitchen" })).toBeVisible();
  await expect(main.getByRole("table", { name: "Completed by project" })).toHaveCount(0);
  // A change on another device appears without a reload.
  await send(page, "task.complete", { ids: [shelf] });
  await expect(main.getByRole("img", { name: "2 of 2 tasks completed" })).toBeVisible();
});
