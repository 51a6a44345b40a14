import { expect } from "@playwright/test";
import { chooseFor, expectAccessible, groupBy, ready, signIn, test } from "./person.ts";
import { column, openBoard, seedProject, titlesIn, dragAnnouncement } from "./seed.ts";

const NAMES = ["Ideas", "Doing", "Waiting", "Done"];

test("moves a card across two columns into an empty one by keyboard, and announces it", async ({ page }) => {
  await signIn(page);
  await seedProject(page, {
    name: "Keys",
    sections: NAMES,
    tasks: { Ideas: ["one", "two", "three"], Doing: ["four"] },
  });
  await openBoard(page);
  await page.getByRole("link", { name: "two", exact: true }).focus();
  await page.keyboard.press("Space");
  await expect(dragAnnouncement(page)).toContainText("Picked up “two”.");
  await page.keyboard.press("ArrowRight");
  await expect(dragAnnouncement(page)).toHaveText("Now in Doing, position 2 of 2.");
  await page.keyboard.press("ArrowRight");
  await expect(dragAnnouncement(page)).toHaveText("Now in Waiting, position 1 of 1.");
  await page.keyboard.press("Escape");
  await expect(dragAnnouncement(page)).toContainText("Cancelled");
  await expect.poll(() => titlesIn(page, "Ideas")).toEqual(["one", "two", "three"]);

  await page.keyboard.press("Space");
  // Dragging receives keys shortly after it has begun.
  await expect(dragAnnouncement(page)).toContainText("Picked up “two”.");
  for (const key of ["ArrowRight", "ArrowRight", "Space"]) await page.keyboard.press(key);
  await expect(dragAnnouncement(page)).toHaveText("Dropped “two”.");
  await expect.poll(() => titlesIn(page, "Waiting")).toEqual(["two"]);
  await expect(page.getByRole("link", { name: "two", exact: true })).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("link", { name: "four", exact: true })).toBeFocused();
  await page.reload();
  await ready(page);
  await expect.poll(() => titlesIn(page, "Waiting")).toEqual(["two"]);
  await expect.poll(() => titlesIn(page, "Ideas")).toEqual(["one", "three"]);
});

test("moves cards between columns by menu, setting the column's field, without accessibility violations", async ({
  page,
}) => {
  await signIn(page);
  await seedProject(page, { name: "Board", sections: NAMES, tasks: { Ideas: ["one", "two"], Doing: ["three"] } });
  await openBoard(page);
  await expectAccessible(page);
  await chooseFor(page, "one", "Move to next column");
  await expect.poll(() => titlesIn(page, "Doing")).toEqual(["three", "one"]);

  await page.getByLabel("Add task to Done", { exact: true }).fill("four");
  await page.keyboard.press("Enter");
  await expect.poll(() => titlesIn(page, "Done")).toEqual(["four"]);

  await groupBy(page, "Priority");
  await expect.poll(() => titlesIn(page, "No priority")).toContain("two");
  await page.getByRole("main").getByRole("link", { name: "two", exact: true }).focus();
  await page.keyboard.press("Space");
  await expect(dragAnnouncement(page)).toContainText("Picked up “two”.");
  for (const key of ["ArrowLeft", "ArrowLeft"]) await page.keyboard.press(key);
  await expect(dragAnnouncement(page)).toContainText("Now in Medium");
  await page.keyboard.press("Space");
  await expect.poll(() => titlesIn(page, "Medium")).toEqual(["two"]);
  await page.keyboard.press("Control+z");
  await expect.poll(() => titlesIn(page, "Medium")).toEqual([]);
});

test("shows the column for cards without a section only while it has cards or is a drop target", async ({ page }) => {
  await signIn(page);
  await seedProject(page, { name: "Unsorted", sections: ["Ideas", "Doing"], tasks: { Ideas: ["one", "two"] } });
  await openBoard(page);
  await expect.poll(() => titlesIn(page, "Ideas")).toEqual(["one", "two"]);
  const none = column(page, "No section");
  await expect(none).toBeHidden();

  await page.getByRole("main").getByRole("link", { name: "one", exact: true }).focus();
  await page.keyboard.press("Space");
  await expect(dragAnnouncement(page)).toContainText("Picked up “one”.");
  for (const key of ["ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
  await expect(dragAnnouncement(page)).toHaveText("Now in No section, position 1 of 1.");
  await expect(none).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(none).toBeHidden();
  await page.keyboard.press("Space");
  await expect(dragAnnouncement(page)).toContainText("Picked up “one”.");
  for (const key of ["ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
  await expect(dragAnnouncement(page)).toContainText("Now in No section");
  await page.keyboard.press("Space");
  await expect.poll(() => titlesIn(page, "No section")).toEqual(["one"]);
  await expect(page.locator("main section[data-group] h2").first()).toHaveText("No section");

  // With another sort order, dropping a card at its original position shows a message.
  await groupBy(page, "Priority");
  await expect.poll(() => titlesIn(page, "No priority")).toContain("two");
  await page.getByRole("main").getByRole("link", { name: "two", exact: true }).focus();
  await page.keyboard.press("Space");
  await expect(dragAnnouncement(page)).toContainText("Picked up “two”.");
  // The drag handles keys from the next turn on.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await page.keyboard.press("Space");
  await expect(page.getByText(/^This list is sorted automatically/)).toBeVisible();

  await page.setViewportSize({ width: 360, height: 800 });
  const tools = page.getByRole("main").locator("header").first().getByRole("button");
  const tops = await tools.evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().top));
  expect(tops.length).toBeGreaterThan(1);
  expect(new Set(tops).size).toBe(1);
});

test("renders few cards in a long column and loads more on scroll", async ({ page }) => {
  await signIn(page);
  const titles = Array.from({ length: 120 }, (_, index) => `card ${index + 1}`);
  await seedProject(page, { name: "Many", sections: ["Long"], tasks: { Long: titles } });
  await openBoard(page);
  await expect(column(page, "Long").locator("header")).toContainText("120");
  expect(await page.locator("[data-task]").count()).toBeLessThan(45);
  const cards = column(page, "Long").locator("[data-cards]");
  await expect(async () => {
    await cards.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await expect(page.getByRole("link", { name: "card 120", exact: true })).toBeVisible({ timeout: 500 });
  }).toPass();
  expect(await page.locator("[data-task]").count()).toBeLessThan(60);
});
