import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import {
  addSection,
  addTask,
  chooseFor,
  openInbox,
  expectAccessible,
  newProject,
  ready,
  taskTitle,
  test,
} from "./person.ts";
import { openWorkspace, send, workspacePath } from "./seed.ts";

test("adds, renames, completes, moves and deletes tasks, and undoes each", async ({ page }) => {
  await openInbox(page);
  await newProject(page, "House");
  for (const title of ["Fix the tap", "Paint the door", "Call the plumber"]) await addTask(page, title);
  await addSection(page, "Garden");
  await addTask(page, "Mow the lawn", "Add task to Garden");
  await expect(page.getByRole("link", { name: "House 4 open" })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("checkbox", { name: "Complete Fix the tap" }).click();
  await expect(taskTitle(page, "Fix the tap")).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(taskTitle(page, "Fix the tap")).toBeVisible();

  await chooseFor(page, "Paint the door", "Delete");
  await expect(taskTitle(page, "Paint the door")).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(taskTitle(page, "Paint the door")).toBeVisible();

  await chooseFor(page, "Call the plumber", "Move to…");
  await expectAccessible(page);
  await page.getByRole("option", { name: "House / Garden" }).click();
  await expect(
    page.getByRole("list", { name: "Garden" }).getByRole("link", { name: "Call the plumber", exact: true }),
  ).toBeVisible();

  await page.reload();
  await ready(page);
  await expect(page.getByRole("main").locator("[data-task]")).toHaveCount(4);
});

test("manages tasks by keyboard only", async ({ page }) => {
  await openInbox(page);
  await newProject(page, "Keys");
  for (const title of ["one", "two"]) await addTask(page, title);
  await taskTitle(page, "two").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page.getByRole("main").locator("[data-task]").first()).toContainText("two");
  await page.keyboard.press("F2");
  await page.keyboard.type("two and a half");
  await page.keyboard.press("Enter");
  await expect(taskTitle(page, "two and a half")).toBeFocused();
  await page.keyboard.press("F2");
  await page.keyboard.type("not this");
  await page.keyboard.press("Escape");
  await expect(taskTitle(page, "two and a half")).toBeFocused();
  await page.keyboard.press("e");
  await expect(taskTitle(page, "two and a half")).toBeHidden();
});

test("includes the tasks in the server's HTML", async ({ page }) => {
  await openInbox(page);
  await newProject(page, "Served");
  await addTask(page, "Here before any script");
  const html = await (await page.request.get(page.url())).text();
  expect(html).toContain("Here before any script");
});

test("ends the page at the end of its content even if the sidebar is longer", async ({ page }) => {
  await openWorkspace(page, "Short pages");
  for (let index = 1; index <= 8; index += 1)
    await send(page, "project.create", { id: uuidv7(), name: `Number ${index}` });
  await send(page, "label.create", { id: uuidv7(), name: "At the end" });
  await page.setViewportSize({ width: 1280, height: 240 });
  await page.goto(`${workspacePath(page)}/today`);
  await expect(page.locator("#sidebar").getByText("At the end")).toBeAttached();
  const heights = await page.evaluate(() => ({
    page: document.documentElement.scrollHeight,
    content: Math.ceil((document.querySelector("main")?.getBoundingClientRect().bottom ?? 0) + window.scrollY),
    sidebar: document.querySelector("#sidebar nav")?.scrollHeight ?? 0,
  }));
  expect(heights.sidebar).toBeGreaterThan(heights.content);
  expect(heights.page).toBeLessThanOrEqual(Math.max(240, heights.content));
});

test("reverts an optimistic change that is rejected, and explains why", async ({ page, complaints }) => {
  await openInbox(page);
  await newProject(page, "Refused");
  await addTask(page, "stays");
  const refusal = { code: "internal", message: "Something went wrong.", requestId: "r1" };
  const error = { message: "No.", code: -32_603, data: { code: "INTERNAL_SERVER_ERROR", httpStatus: 500, refusal } };
  await page.route("**/api/trpc/task.complete*", (route) => route.fulfill({ status: 500, json: [{ error }] }));
  const box = page.getByRole("checkbox", { name: "Complete stays" });
  await box.click();
  await expect(page.getByText("Something went wrong. Try again. (Request r1)")).toBeVisible();
  await expect(box).not.toBeChecked();
  await expect.poll(() => complaints.splice(0)).toEqual([expect.stringContaining("500")]);
});

test("shows the progress of copying a large project", async ({ page }) => {
  await openInbox(page);
  const projectId = uuidv7();
  await send(page, "project.create", { id: projectId, name: "Boxes" });
  for (const count of [500, 1]) {
    const items = Array.from({ length: count }, (_, index) => ({ id: uuidv7(), title: `Box ${index + 1}` }));
    await send(page, "task.createMany", { projectId, items });
  }
  await page.goto(`/w/ada-lovelace/p/${projectId}`);
  await ready(page);
  await page.getByRole("button", { name: "More actions for the project Boxes" }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await page.getByRole("button", { name: "Show progress" }).click();
  await expect(page.getByRole("heading", { name: /^Copying “Boxes/ })).toBeVisible();
  await expect(page.getByText("Copied 501 tasks.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo copy" }).click();
  await expect(page.getByText("Copy undone. It is in the trash.")).toBeVisible();
});

test("renders a title as text whatever it contains", async ({ page }) => {
  await openInbox(page);
  await newProject(page, "Texts");
  const title = '<img src=x onerror="window.hasRun = true"><script>window.hasRun = true</script>';
  await addTask(page, title);
  await addTask(page, "🦆".repeat(250));
  await page.reload();
  await ready(page);
  await expect(taskTitle(page, title)).toBeVisible();
  expect(await page.evaluate(() => "hasRun" in window)).toBe(false);
  await expectAccessible(page);
});

test("shows the 404 page for anything that does not exist or is not visible to the user", async ({
  page,
  complaints,
}) => {
  await openInbox(page);
  const start = page.url();
  for (const path of [
    "/w/no-such-workspace",
    start.replace(/[^/]+$/, "01890000-0000-7000-8000-000000000000"),
    start.replace(/[^/]+$/, "nonsense"),
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  }
  await expectAccessible(page);
  expect(complaints.splice(0).every((text) => text.includes("404"))).toBe(true);
});

test("shows a project that is saved only after its page was requested again", async ({ page, complaints }) => {
  await openInbox(page);
  let isHeld = true;
  await page.route(/project\.create/, async (route) => {
    if (isHeld) await route.abort();
    else await route.continue();
  });
  await page.getByRole("button", { name: "Add project" }).click();
  await page.getByLabel("Project name").fill("Almost saved");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Almost saved" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Almost saved" })).toBeVisible();
  await addTask(page, "First");
  isHeld = false;
  await expect(page.getByText("will be saved")).toBeHidden();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Today" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await page.goBack();
  await page.reload();
  await expect(taskTitle(page, "First")).toBeVisible();
  complaints.splice(0);
});
