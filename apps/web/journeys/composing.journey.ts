import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { openInbox, ready, signIn, taskRow, taskTitle, test } from "./person.ts";
import { seedProject } from "./seed.ts";

/**
 * Sends the key press that ends a composition as Safari does: after `compositionend`, with the key code of input
 * methods.
 */
async function pressComposing(page: Page, key: "Enter" | "Escape"): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key, code: key, windowsVirtualKeyCode: 229 });
  await devtools.send("Input.dispatchKeyEvent", { type: "keyUp", key, code: key });
  await devtools.detach();
}

test("does not save or leave a rename field with the key that ends a composition", async ({ page }) => {
  await signIn(page);
  await seedProject(page, { name: "Input method", sections: [], tasks: { "": ["Half typed"] } });
  await taskTitle(page, "Half typed").focus();
  await page.keyboard.press("F2");
  const line = page.getByLabel("Title of Half typed");
  await line.fill("日本");
  for (const key of ["Enter", "Escape"] as const) {
    await pressComposing(page, key);
    await expect(line).toBeFocused();
    await expect(line).toHaveValue("日本");
  }
  await line.fill("日本語");
  await page.keyboard.press("Enter");
  await expect(taskTitle(page, "日本語")).toBeVisible();

  await taskTitle(page, "日本語").click();
  const title = page.locator("[data-panel]").getByLabel("Title");
  await expect(title).toHaveValue("日本語");
  await title.fill("東京");
  for (const key of ["Enter", "Escape"] as const) {
    await pressComposing(page, key);
    await expect(title).toBeFocused();
  }
  await page.keyboard.press("Enter");
  await expect(taskTitle(page, "東京")).toBeVisible();
});

test("does not add a task or clear the field with the key that ends a composition", async ({ page }) => {
  await openInbox(page);
  const line = page.getByLabel("Add task", { exact: true });
  await line.fill("にほん");
  for (const key of ["Enter", "Escape"] as const) {
    await pressComposing(page, key);
    await expect(line).toHaveValue("にほん");
  }
  await page.keyboard.press("Escape");
  await expect(line).toHaveValue("");

  await page.reload();
  await ready(page);
  await page.keyboard.press("q");
  const quickAdd = page.getByRole("dialog").getByLabel("Title of the new task");
  await quickAdd.fill("買い物");
  await pressComposing(page, "Enter");
  await expect(quickAdd).toHaveValue("買い物");
  await page.keyboard.press("Enter");
  await expect(taskRow(page, "買い物")).toBeVisible();
});
