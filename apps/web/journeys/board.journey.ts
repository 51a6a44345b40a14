import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { enter, expectNoBarriers, ready, test } from "./person.ts";
import { column, onBoard, seedProject, titlesIn, told } from "./seed.ts";

const NAMES = ["Ideas", "Doing", "Waiting", "Done"];

test("by keyboard a card goes over two columns into an empty one, is announced, and stays there", async ({ page }) => {
  await enter(page);
  await seedProject(page, {
    name: "Keys",
    sections: NAMES,
    tasks: { Ideas: ["one", "two", "three"], Doing: ["four"] },
  });
  await onBoard(page);
  await page.getByRole("link", { name: "two", exact: true }).focus();
  await page.keyboard.press("Space");
  await expect(told(page)).toContainText("Picked up “two”.");
  await page.keyboard.press("ArrowRight");
  await expect(told(page)).toHaveText("Now in Doing, position 2 of 2.");
  await page.keyboard.press("ArrowRight");
  await expect(told(page)).toHaveText("Now in Waiting, position 1 of 1.");
  await page.keyboard.press("Escape");
  await expect(told(page)).toContainText("Cancelled");
  await expect.poll(() => titlesIn(page, "Ideas")).toEqual(["one", "two", "three"]);

  await page.keyboard.press("Space");
  for (const key of ["ArrowRight", "ArrowRight", "Space"]) await page.keyboard.press(key);
  await expect(told(page)).toHaveText("Dropped “two”.");
  await expect.poll(() => titlesIn(page, "Waiting")).toEqual(["two"]);
  await expect(page.getByRole("link", { name: "two", exact: true })).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("link", { name: "four", exact: true })).toBeFocused();
  await page.reload();
  await ready(page);
  await expect.poll(() => titlesIn(page, "Waiting")).toEqual(["two"]);
  await expect.poll(() => titlesIn(page, "Ideas")).toEqual(["one", "three"]);
});
