import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { CDPSession, Locator, Page } from "@playwright/test";
import { openInbox, ready, signIn, taskRow, test } from "./person.ts";
import { column, waitForDragging, openBoard, seedProject, send, titlesIn, dragAnnouncement } from "./seed.ts";

type Box = { x: number; y: number; width: number; height: number };

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("It can't be seen.");
  return box;
}

const link = (page: Page, title: string) => page.getByRole("main").getByRole("link", { name: title, exact: true });

/** Drags with the mouse in small steps, then drops unless `isHeld`. */
async function drag(page: Page, from: Locator, to: { x: number; y: number }, isHeld = false): Promise<void> {
  const start = await boxOf(from);
  await page.mouse.move(start.x + 20, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + 30, start.y + start.height / 2 + 6, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await expect(page.locator("html[data-dragging]")).toBeAttached();
  if (!isHeld) await page.mouse.up();
}

/** Returns a point in a task's row, vertically aligned with the point at which `drag` grabs a row. */
async function pointInRow(page: Page, title: string, down: number): Promise<{ x: number; y: number }> {
  return { x: (await boxOf(link(page, title))).x + 30, y: (await pointIn(taskRow(page, title), 0, down)).y };
}

/** A window tall enough for the whole sidebar, however many projects earlier tests have created. */
const TALL = { width: 1280, height: 2_400 };

/** Returns a point in a box, given as fractions of its width and height. */
async function pointIn(locator: Locator, across: number, down: number): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = await boxOf(locator);
  return { x: x + width * across, y: y + height * down };
}

test("drags a task between others, to another section and into a parent, and undoes it", async ({ page }) => {
  await signIn(page);
  await seedProject(page, {
    name: "Mouse",
    sections: ["Now", "Empty"],
    tasks: { Now: ["one", "two", "three"] },
  });
  await drag(page, link(page, "three"), await pointInRow(page, "one", 0.1));
  await expect.poll(() => titlesIn(page, "Now")).toEqual(["three", "one", "two"]);
  // The click event at the end of the drag must not open the task.
  expect(page.url()).not.toContain("task=");
  await expect(dragAnnouncement(page)).toHaveText("Dropped “three”.");

  await drag(page, link(page, "one"), await pointIn(column(page, "Empty").getByRole("heading"), 0.5, 0.5));
  await expect.poll(() => titlesIn(page, "Empty")).toEqual(["one"]);
  await page.keyboard.press("Control+z");
  await expect.poll(() => titlesIn(page, "Now")).toEqual(["three", "one", "two"]);

  await drag(page, link(page, "two"), await pointInRow(page, "three", 0.5), true);
  await expect(dragAnnouncement(page)).toHaveText("Now below “three”.");
  await page.mouse.up();
  // The parent expands to show the dropped task.
  await expect.poll(() => titlesIn(page, "Now")).toEqual(["three", "two", "one"]);

  // Dragging a task to the right indents it below the task above; dragging it to the left outdents it.
  const one = await boxOf(link(page, "one"));
  await drag(page, link(page, "one"), { x: one.x + 30 + 40, y: one.y + one.height - 2 });
  await expect(taskRow(page, "one")).toHaveCSS("padding-inline-start", "24px");
  await page.reload();
  await ready(page);
  await page.getByRole("button", { name: "Expand sub-tasks of three" }).click();
  await expect.poll(() => titlesIn(page, "Now")).toEqual(["three", "two", "one"]);
});

test("cancels a drag with Escape", async ({ page }) => {
  await signIn(page);
  await seedProject(page, { name: "Escape", sections: [], tasks: { "": ["one", "two"] } });
  await drag(page, link(page, "two"), await pointInRow(page, "one", 0.1), true);
  await expect(page.locator("[data-drop-mark]")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-drop-mark]")).toBeHidden();
  await page.mouse.up();
  await expect(page.locator("[data-task-link]")).toHaveText(["one", "two"]);
  await expect(page.locator("html[data-dragging]")).not.toBeAttached();
  // Keys work as usual afterwards.
  await link(page, "one").focus();
  await page.keyboard.press("j");
  await expect(link(page, "two")).toBeFocused();
});

test("drags all selected tasks, with one undo", async ({ page }) => {
  await signIn(page);
  await seedProject(page, {
    name: "Several",
    sections: ["From", "To"],
    tasks: { From: ["one", "two", "three"], To: ["four"] },
  });
  for (const title of ["one", "three"]) await link(page, title).click({ modifiers: ["Control"] });
  await drag(page, link(page, "three"), await pointInRow(page, "four", 0.9), true);
  await expect(page.getByText("2 tasks", { exact: true })).toBeAttached();
  await page.mouse.up();
  await expect.poll(() => titlesIn(page, "To")).toEqual(["four", "one", "three"]);
  await expect.poll(() => titlesIn(page, "From")).toEqual(["two"]);
  await page.keyboard.press("Control+z");
  await expect.poll(() => titlesIn(page, "From")).toEqual(["one", "two", "three"]);
});

test("drags tasks onto another project and onto Today in the sidebar", async ({ page }) => {
  await signIn(page);
  await seedProject(page, { name: "Target", sections: [], tasks: {} });
  await seedProject(page, { name: "Source", sections: [], tasks: { "": ["goes", "waits"] } });
  await page.setViewportSize(TALL);
  const sidebar = page.locator("#sidebar");
  await drag(page, link(page, "waits"), await pointIn(sidebar.getByRole("link", { name: /^Today/ }), 0.5, 0.5));
  await expect(taskRow(page, "waits")).toContainText("Today");
  await drag(page, link(page, "goes"), await pointIn(sidebar.getByRole("link", { name: /^Target/ }), 0.5, 0.5));
  await expect(link(page, "goes")).toBeHidden();
  await sidebar.getByRole("link", { name: /^Target/ }).click();
  await expect(link(page, "goes")).toBeVisible();
});

test("reverts a rejected drop and explains why", async ({ page, complaints }) => {
  await signIn(page);
  await seedProject(page, { name: "No", sections: ["Here", "There"], tasks: { Here: ["stays"], There: ["other"] } });
  const refusal = { code: "internal", message: "Something went wrong.", requestId: "r1" };
  const error = { message: "No.", code: -32_603, data: { code: "INTERNAL_SERVER_ERROR", httpStatus: 500, refusal } };
  await page.route("**/api/trpc/task.move*", (route) => route.fulfill({ status: 500, json: [{ error }] }));
  await drag(page, link(page, "stays"), await pointInRow(page, "other", 0.9));
  await expect(page.getByText("(Request r1)")).toBeVisible();
  await expect.poll(() => titlesIn(page, "Here")).toEqual(["stays"]);
  await expect.poll(() => complaints.splice(0)).toEqual([expect.stringContaining("500")]);
});

test("defers remote changes until a drag ends", async ({ page, browser }) => {
  await signIn(page);
  await seedProject(page, { name: "Live", sections: [], tasks: { "": ["one", "two", "three"] } });
  const other = await (await browser.newContext()).newPage();
  await signIn(other);
  await other.goto(page.url());
  await ready(other);

  await drag(page, link(page, "three"), await pointInRow(page, "two", 0.1), true);
  await link(other, "two").focus();
  await other.keyboard.press("Alt+ArrowUp");
  await expect(other.locator("[data-task-link]")).toHaveText(["two", "one", "three"]);
  // Wait long enough for the change to appear if it were not deferred.
  await page.waitForTimeout(1_000);
  await expect(page.locator("[data-task-link]")).toHaveText(["one", "two", "three"]);
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-task-link]")).toHaveText(["two", "one", "three"]);
  await page.mouse.up();
  await other.context().close();
});

test("drags sections by their headings and columns by their headers", async ({ page }) => {
  await signIn(page);
  await seedProject(page, { name: "Sections", sections: ["A", "B", "C"], tasks: { A: ["one"], B: ["two"] } });
  const names = () => page.locator("main [data-section] h2").allTextContents();
  await drag(page, column(page, "B").getByRole("heading"), await pointIn(column(page, "A"), 0.3, 0.1));
  await expect.poll(names).toEqual(["B", "A", "C"]);
  await openBoard(page);
  await drag(page, column(page, "B").getByRole("heading"), await pointIn(column(page, "A"), 0.8, 0.3));
  await expect.poll(names).toEqual(["A", "B", "C"]);
  await page.reload();
  await ready(page);
  await expect.poll(names).toEqual(["A", "B", "C"]);
});

test("reorders projects in the sidebar and moves them into a folder", async ({ page }) => {
  await signIn(page);
  for (const name of ["Alpha", "Beta"]) await send(page, "project.create", { id: uuidv7(), name });
  await send(page, "folder.create", { id: uuidv7(), name: "Shelf" });
  await page.setViewportSize(TALL);
  await openInbox(page);
  await waitForDragging(page);
  const list = page.locator("#sidebar [data-arranged]");
  const item = (name: string) => list.getByRole("link", { name: new RegExp(`^${name}`) });
  const order = async () =>
    (await list.getByRole("link").allTextContents()).map((text) => /Alpha|Beta/.exec(text)?.[0]).filter(Boolean);
  await drag(page, item("Beta"), await pointIn(item("Alpha"), 0.4, 0.1));
  await expect.poll(order).toEqual(["Beta", "Alpha"]);
  await drag(page, item("Alpha"), await pointIn(list.getByRole("button", { name: "Shelf", exact: true }), 0.4, 0.5));
  await expect(list.locator("[data-folder]").getByRole("link", { name: /^Alpha/ })).toBeVisible();
  await page.reload();
  await ready(page);
  await expect.poll(order).toEqual(["Alpha", "Beta"]);
});

test("expands a collapsed parent, section or folder after a drop into it", async ({ page }) => {
  await signIn(page);
  await send(page, "folder.create", { id: uuidv7(), name: "Drawer" });
  await send(page, "project.create", { id: uuidv7(), name: "Gamma" });
  await page.setViewportSize(TALL);
  await seedProject(page, {
    name: "Folded",
    sections: ["Open", "Shut"],
    tasks: { Open: ["a", "b", "c"], Shut: ["d"] },
  });
  await link(page, "b").focus();
  await page.keyboard.press("Control+]");
  await expect.poll(() => titlesIn(page, "Open")).toEqual(["a", "b", "c"]);
  await expect(taskRow(page, "b")).toHaveCSS("padding-inline-start", "24px");
  await expect(link(page, "b")).toBeFocused();
  await page.getByRole("button", { name: "Collapse sub-tasks of a", exact: true }).click();

  // Drop into the collapsed parent by keyboard: the focus follows the task.
  await link(page, "c").focus();
  await page.keyboard.press("Space");
  await expect(dragAnnouncement(page)).toContainText("Picked up “c”.");
  await page.keyboard.press("ArrowRight");
  await expect(dragAnnouncement(page)).toHaveText("Now below “a”.");
  await page.keyboard.press("Space");
  await expect.poll(() => titlesIn(page, "Open")).toEqual(["a", "b", "c"]);
  await expect(link(page, "c")).toBeFocused();

  await page.getByRole("button", { name: "Collapse Shut", exact: true }).click();
  await expect(link(page, "d")).toBeHidden();
  await drag(page, link(page, "c"), await pointIn(column(page, "Shut").getByRole("heading"), 0.5, 0.5));
  await expect.poll(() => titlesIn(page, "Shut")).toEqual(["d", "c"]);

  const list = page.locator("#sidebar [data-arranged]");
  const drawer = list.getByRole("button", { name: "Drawer", exact: true });
  await drawer.click();
  await expect(drawer).toHaveAttribute("aria-expanded", "false");
  const gamma = list.getByRole("link", { name: /^Gamma/ });
  await drag(page, gamma, await pointIn(drawer, 0.4, 0.5));
  await expect(drawer).toHaveAttribute("aria-expanded", "true");
  await expect(list.locator("[data-folder]").getByRole("link", { name: /^Gamma/ })).toBeVisible();
});

test("drops where the pointer was released, although the page has not been rendered since", async ({ page }) => {
  await signIn(page);
  await seedProject(page, { name: "Quick", sections: [], tasks: { "": ["one", "two", "three"] } });
  await waitForDragging(page);
  const [start, end] = [await boxOf(link(page, "three")), await pointInRow(page, "one", 0.1)];
  await page.mouse.move(start.x + 20, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + 30, start.y + start.height / 2 + 6, { steps: 3 });
  await expect(page.locator("html[data-dragging]")).toBeAttached();
  // Without a pause, in which the page could be rendered.
  await page.evaluate(({ x, y }) => {
    const position = { bubbles: true, clientX: x, clientY: y };
    for (const type of ["mousemove", "mouseup"]) document.body.dispatchEvent(new MouseEvent(type, position));
  }, end);
  await expect.poll(() => page.locator("[data-task-link]").allTextContents()).toEqual(["three", "one", "two"]);
  await page.mouse.up();
});

test.describe("by touch", () => {
  test.use({ hasTouch: true });

  const touch = (
    session: CDPSession,
    type: "touchStart" | "touchMove" | "touchEnd",
    point?: { x: number; y: number },
  ) => session.send("Input.dispatchTouchEvent", { type, touchPoints: point ? [point] : [] });

  test("drags a task after a long press, but otherwise scrolls the page", async ({ page }) => {
    await signIn(page);
    await seedProject(page, { name: "Touch", sections: ["A", "B"], tasks: { A: ["one", "two"], B: [] } });
    await waitForDragging(page);
    await openBoard(page);
    const session = await page.context().newCDPSession(page);
    const from = await pointIn(link(page, "two"), 0.2, 0.5);
    const to = await pointIn(column(page, "B"), 0.5, 0.4);

    await touch(session, "touchStart", from);
    await touch(session, "touchMove", to);
    await touch(session, "touchEnd");
    await expect.poll(() => titlesIn(page, "A")).toEqual(["one", "two"]);

    await touch(session, "touchStart", from);
    // After the long press, moving drags the task.
    await expect(page.locator("html[data-dragging]")).toBeAttached();
    for (const part of [0.2, 0.6, 1])
      await touch(session, "touchMove", { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
    await expect(dragAnnouncement(page)).toHaveText("Now in B, position 1 of 1.");
    await touch(session, "touchEnd");
    await expect.poll(() => titlesIn(page, "B")).toEqual(["two"]);
    await expect.poll(() => titlesIn(page, "A")).toEqual(["one"]);
  });
});
