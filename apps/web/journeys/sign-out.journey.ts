import { expect } from "@playwright/test";
import { addTask, openInbox, expectAccessible, newProject, ready, test } from "./person.ts";

const WRITES = /api\/trpc\/task\.create/;

test("asks before signing out while there are unsaved changes in this browser", async ({
  page,
  context,
  complaints,
}) => {
  await openInbox(page);
  await newProject(page, "Unsaved");
  await page.route(WRITES, (route) => route.abort("connectionreset"));
  await addTask(page, "not saved yet");
  await page.goto("/account");
  await ready(page);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  const question = page.getByRole("dialog", { name: "Sign out?" });
  await expect(question.getByText("1 change has not been saved yet.")).toBeVisible();
  await expectAccessible(page);
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(page).toHaveURL(/\/settings\/profile$/);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await question.getByRole("button", { name: "Sign out and delete" }).click();
  await expect(page).toHaveURL("/login");
  const stored = await page.evaluate(async () => ({
    commands: Object.keys(localStorage).filter((key) => key.startsWith("docket.command.")),
    copies: (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith("docket.copy") ? [name] : [])),
  }));
  expect(stored).toEqual({ commands: [], copies: [] });
  expect(await context.cookies().then((all) => all.map(({ name }) => name))).not.toContain("rt");
  // Requests that were on their way while signing out are rejected.
  expect(complaints.splice(0).filter((text) => !/ERR_CONNECTION_RESET|401/.test(text))).toEqual([]);
});
