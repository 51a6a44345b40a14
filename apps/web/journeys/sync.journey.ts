import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Browser, Locator, Page } from "@playwright/test";
import { ADDRESS } from "../playwright.config.ts";
import { dayFromNow } from "./dated-project.ts";
import {
  addSection,
  addTask,
  chooseFor,
  openInbox,
  expectAccessible,
  newProject,
  ready,
  signIn,
  taskRow,
  taskTitle,
  test,
  withColleague,
} from "./person.ts";
import { itemsOf, openBoard, seedProject, workspaceIdOf } from "./seed.ts";

test("shows changes made in one browser in another one", async ({ page, browser }) => {
  await openInbox(page);
  await newProject(page, "Together");
  await addTask(page, "Bring cake");
  const other = await browser.newContext();
  const second = await other.newPage();
  await openInbox(second);
  await second.goto(page.url());
  await ready(second);
  await expect(taskTitle(second, "Bring cake")).toBeVisible();

  await addTask(page, "Bring candles");
  await expect(taskTitle(second, "Bring candles")).toBeVisible();
  await second.getByRole("checkbox", { name: "Complete Bring cake" }).click();
  await expect(taskTitle(page, "Bring cake")).toBeHidden();
  await addSection(page, "Later");
  await expect(second.getByRole("heading", { level: 2, name: "Later" })).toBeVisible();
  await other.close();
});

test("updates every tab of a browser, even after the first one is closed", async ({ page, context }) => {
  await openInbox(page);
  await newProject(page, "Tabs");
  await addTask(page, "one");
  const [second, third] = [await context.newPage(), await context.newPage()];
  for (const tab of [second, third]) {
    await tab.goto(page.url());
    await ready(tab);
  }
  await addTask(second, "two");
  for (const tab of [page, third]) await expect(taskTitle(tab, "two")).toBeVisible();
  await page.close();
  await addTask(second, "three");
  await expect(taskTitle(third, "three")).toBeVisible();
});

test("keeps offline changes on the screen and across a reload, and saves them once", async ({ page, complaints }) => {
  await openInbox(page);
  await newProject(page, "Tunnel");
  await addTask(page, "before");
  const writes = /api\/trpc\/task\.(?:create|update|complete)/;
  await page.route(writes, (route) => route.abort());
  await addTask(page, "typed in the tunnel");
  await expect(page.getByText("1 change will be saved when the connection is back.")).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(taskTitle(page, "typed in the tunnel")).toBeVisible();
  await page.unroute(writes);
  await expect(page.getByText("will be saved")).toBeHidden({ timeout: 20_000 });
  await page.reload();
  await ready(page);
  await expect(page.getByRole("main").locator("[data-task]")).toHaveCount(2);
  await expect(taskTitle(page, "typed in the tunnel")).toBeVisible();
  expect(complaints.splice(0).every((text) => text.includes("ERR_FAILED"))).toBe(true);
});

test("undoes the last change with Ctrl Z and redoes it with Ctrl Shift Z", async ({ page }) => {
  await openInbox(page);
  await newProject(page, "Back and forth");
  await addTask(page, "stays");
  await addTask(page, "goes");
  await chooseFor(page, "goes", "Delete");
  await expect(taskTitle(page, "goes")).toBeHidden();
  await taskTitle(page, "stays").focus();
  await page.keyboard.press("Control+z");
  await expect(taskTitle(page, "goes")).toBeVisible();
  await page.keyboard.press("Control+Shift+z");
  await expect(taskTitle(page, "goes")).toBeHidden();
  await page.keyboard.press("Control+z");
  await expect(taskTitle(page, "goes")).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(taskTitle(page, "goes")).toBeVisible();
});

type Shared = {
  emmy: Page;
  /** Sends a command as Emmy. */
  does: (path: string, input: object) => Promise<void>;
  projectId: string;
  idOf: (title: string) => string;
};

/** Creates a project with tasks, adds Emmy as a member, and opens it so that the list counts as being read. */
async function shared(page: Page, browser: Browser, name: string, titles: readonly string[]): Promise<Shared> {
  await signIn(page);
  const projectId = await seedProject(page, { name, sections: [], tasks: { "": titles } });
  const workspaceId = await workspaceIdOf(page);
  const emmy = await withColleague(page, browser, {
    name: "Emmy Noether",
    workspaceId,
    projectId,
    role: "editor",
  });
  await page.reload();
  await ready(page);
  await expect(page.locator("main [data-held]")).toBeAttached();
  const tasks = await itemsOf<{ id: string; title: string }>(page, "task.list", { workspaceId, filter: { projectId } });
  return {
    emmy,
    does: async (path, input) => {
      const answer = await emmy.request.post(`/api/trpc/${path}`, {
        data: { workspaceId, commandId: uuidv7(), ...input },
        headers: { origin: ADDRESS },
      });
      expect(answer.ok(), await answer.text()).toBe(true);
    },
    projectId,
    idOf: (title) => tasks.find((task) => task.title === title)?.id ?? "",
  };
}

/** Scrolls and waits for the scroll event. */
function scrolled(scroller: Locator, top: number): Promise<void> {
  return scroller.evaluate(
    (element, top) =>
      new Promise((resolve) => {
        const isPage = element === document.scrollingElement;
        (isPage ? document : element).addEventListener("scroll", () => resolve(), { once: true });
        element.scrollTop = top;
      }),
    top,
  );
}

const titles = (page: Page) => page.getByRole("main").locator("[data-task-link]");
const pill = (page: Page) => page.getByRole("main").getByRole("button", { name: /by others\. Show them/ });

test("updates rows immediately, but defers and counts changes that would move rows while reading", async ({
  page,
  browser,
}) => {
  const { emmy, does, projectId, idOf } = await shared(page, browser, "Reading", ["one", "two", "three"]);
  await taskTitle(page, "two").hover();
  const marked = page.evaluate(
    () =>
      new Promise((resolve) => {
        new MutationObserver(() => {
          const row = document.querySelector("main [data-changed]");
          if (row) resolve(row.querySelector("[data-task-link]")?.textContent);
        }).observe(document.body, { attributes: true, subtree: true, attributeFilter: ["data-changed"] });
      }),
  );
  await does("task.update", { id: idOf("two"), baseVersion: 1, set: { title: "two, changed" } });
  await expect(titles(page)).toHaveText(["one", "two, changed", "three"]);
  expect(await marked).toBe("two, changed");
  await expect(pill(page)).toBeHidden();

  await does("task.create", { id: uuidv7(), projectId, title: "zero", after: null });
  await expect(pill(page)).toHaveText(/^1 change /);
  await does("task.trash", { ids: [idOf("three")] });
  await expect(pill(page)).toHaveText(/^2 changes /);
  await expect(titles(page)).toHaveText(["one", "two, changed", "three"]);
  await expect(taskRow(page, "three")).toHaveAttribute("inert");
  await taskTitle(page, "two, changed").focus();
  await page.keyboard.press("j");
  await expect(taskTitle(page, "two, changed")).toBeFocused();
  await expectAccessible(page);

  // The user's own changes are not deferred, and do not defer other changes.
  await addTask(page, "mine");
  await expect(titles(page)).toHaveText(["one", "two, changed", "three", "mine"]);
  await expect(pill(page)).toHaveText(/^2 changes /);
  await pill(page).focus();
  await page.keyboard.press("Enter");
  await expect(titles(page)).toHaveText(["zero", "one", "two, changed", "mine"]);
  await expect(pill(page)).toBeHidden();
  await expect(page.locator("#content")).toBeFocused();
  await emmy.context().close();
});

test("keeps text being typed in a row that is changed or deleted, and shows deferred changes afterwards", async ({
  page,
  browser,
}) => {
  const { emmy, does, projectId, idOf } = await shared(page, browser, "Typing", ["one", "two", "three"]);
  await page.mouse.move(0, 0);
  await taskTitle(page, "two").focus();
  await page.keyboard.press("F2");
  const field = page.getByRole("textbox", { name: "two" });
  await field.fill("two and a ha");
  await does("task.move", { ids: [idOf("two")], after: null });
  await does("task.create", { id: uuidv7(), projectId, title: "zero", after: null });
  await expect(pill(page)).toHaveText(/^2 changes /);
  await page.keyboard.type("lf");
  await expect(field).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(titles(page)).toHaveText(["one", "two and a half", "three"]);
  await expect(taskTitle(page, "two and a half")).toBeFocused();
  await taskTitle(page, "two and a half").blur();
  await expect(titles(page)).toHaveText(["zero", "two and a half", "one", "three"]);
  await expect(pill(page)).toBeHidden();

  // The list is not being read, so nothing is deferred.
  await does("task.trash", { ids: [idOf("three")] });
  await expect(titles(page)).toHaveText(["zero", "two and a half", "one"]);
  await emmy.context().close();
});

test("defers changes that are made while the page is still connecting", async ({ page, browser }) => {
  await page.route("**/api/trpc/change.follow*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  const { emmy, does, projectId, idOf } = await shared(page, browser, "Connecting", ["one", "two", "three"]);
  await page.mouse.move(0, 0);
  await taskTitle(page, "two").focus();
  await does("task.move", { ids: [idOf("two")], after: null });
  await does("task.create", { id: uuidv7(), projectId, title: "zero", after: null });
  await expect(pill(page)).toHaveText(/^2 changes /);
  await expect(titles(page)).toHaveText(["one", "two", "three"]);
  await expect(taskTitle(page, "two")).toBeFocused();
  await emmy.context().close();
});

test("defers changes while scrolled, on a board and in a list but not in a calendar", async ({ page, browser }) => {
  const many = Array.from({ length: 40 }, (_, index) => `task ${index + 1}`);
  const { emmy, does, projectId } = await shared(page, browser, "Scrolling", many);
  await page.mouse.move(0, 0);
  await scrolled(page.locator("html"), 300);
  await does("task.create", { id: uuidv7(), projectId, title: "zero", after: null });
  await expect(pill(page)).toBeInViewport();
  await scrolled(page.locator("html"), 0);
  await expect(taskTitle(page, "zero")).toBeVisible();
  await expect(pill(page)).toBeHidden();

  await openBoard(page);
  await scrolled(page.locator("[data-cards]").first(), 300);
  await does("task.create", { id: uuidv7(), projectId, title: "minus one", after: null });
  await expect(pill(page)).toBeInViewport();
  await pill(page).click();
  await expect(pill(page)).toBeHidden();

  await page.keyboard.press("v");
  await page.keyboard.press("c");
  await page.getByRole("grid").hover();
  await does("task.create", { id: uuidv7(), projectId, title: "dated", due: { date: dayFromNow(0) } });
  await expect(taskTitle(page, "dated")).toBeVisible();
  await emmy.context().close();
});

test("keeps text that was rejected after a lost connection, to be copied or discarded", async ({
  page,
  browser,
  context,
  complaints,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { emmy, does, idOf } = await shared(page, browser, "Refusing", ["letter", "other"]);
  const update = /api\/trpc\/task\.update/;
  await page.route(update, (route) => route.abort());
  await taskTitle(page, "letter").focus();
  await page.keyboard.press("F2");
  await page.keyboard.type("letter to grandmother");
  await page.keyboard.press("Enter");
  await does("task.trash", { ids: [idOf("letter")] });
  await page.unroute(update);
  await page.getByRole("button", { name: "Show", exact: true }).click({ timeout: 20_000 });
  const dialog = page.getByRole("dialog", { name: "Unsaved changes" });
  await expect(dialog.getByText("letter to grandmother")).toBeVisible();
  await expectAccessible(page);

  await page.reload();
  await ready(page);
  await page.getByRole("button", { name: "1 not saved" }).click();
  await dialog.getByRole("button", { name: "Copy text" }).click();
  await expect(dialog.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("letter to grandmother");
  await dialog.getByRole("button", { name: "Discard" }).click();
  await expect(dialog.getByText("No unsaved changes")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /not saved/ })).toBeHidden();
  await page.reload();
  await ready(page);
  await expect(page.locator("main [data-held]")).toBeAttached();
  await expect(page.getByRole("button", { name: /not saved/ })).toBeHidden();
  expect(complaints.splice(0).every((text) => /ERR_FAILED|404/.test(text))).toBe(true);
  await emmy.context().close();
});
