import { expect } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import {
  addTask,
  openInbox,
  expectAccessible,
  newEmail,
  newProject,
  openMail,
  ready,
  tabTitle,
  taskTitle,
  test,
} from "./person.ts";

const BEA = { name: "Bea Byron", email: newEmail(), password: "three green bottles hang" };

async function share(page: Page): Promise<void> {
  await page.getByRole("button", { name: "More actions for the project Garden" }).click();
  await page.getByRole("menuitem", { name: "Share…" }).click();
}

/** Returns the invitation link that was just created, which is shown only once. */
async function madeLink(page: Page): Promise<string> {
  return (await page.locator("code", { hasText: "/invite#" }).textContent()) ?? "";
}

/** Creates an account from an invitation, in its own browser context. */
async function acceptAs(browser: Browser, link: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await ready(page);
  await expectAccessible(page);
  await page.getByLabel("Email", { exact: true }).fill(BEA.email);
  await page.getByLabel("Your name").fill(BEA.name);
  await page.getByLabel("Password", { exact: true }).fill(BEA.password);
  await page.getByRole("button", { name: "Create account" }).click();
  return page;
}

test("joins by link, edits, becomes a viewer, and is removed", async ({ page, browser }) => {
  await openInbox(page);
  await newProject(page, "Garden");
  await addTask(page, "Water the roses");

  await share(page);
  await expectAccessible(page);
  await page.getByText("By link").click();
  await page.getByRole("button", { name: "Create link" }).click();
  const bea = await acceptAs(browser, await madeLink(page));
  await page.keyboard.press("Escape");
  const address = page.url();

  // Joining by link requires confirming the email address.
  await expect(bea.getByRole("heading", { level: 1, name: "Confirm your email" })).toBeVisible();
  await expectAccessible(bea);
  // Until then, members see that the account may belong to someone else.
  await share(page);
  const person = page.getByRole("dialog").getByRole("listitem").filter({ hasText: BEA.name });
  await expect(person).toContainText("Email not confirmed");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  const link = /http\S+\/verify#\S+/.exec(await openMail(page, BEA.email, "Confirm email"))?.[0] ?? "";
  // Equivalent to pasting the link into the address bar: only the fragment changes.
  await bea.goto(link);
  await bea.getByRole("button", { name: "Confirm email" }).click();
  await bea.getByRole("link", { name: "Go to my tasks" }).click();
  await bea
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: /^Garden/ })
    .click();
  await expect(taskTitle(bea, "Water the roses")).toBeVisible();
  await addTask(bea, "Cut the hedge");

  await page.goto(address);
  await ready(page);
  await expect(taskTitle(page, "Cut the hedge")).toBeVisible();
  await share(page);
  await expect(person).toBeVisible();
  await expect(person).not.toContainText("Email not confirmed");
  await page.getByLabel(`Role of ${BEA.name}`).selectOption("Viewer");
  await expect(page.getByText(`${BEA.name} is now a viewer`)).toBeVisible();
  await expect(bea.getByLabel("Add task", { exact: true })).toBeHidden();
  await expect(taskTitle(bea, "Water the roses")).toBeVisible();
  await bea.getByRole("button", { name: "More actions for the project Garden" }).click();
  await expect(bea.getByRole("menuitem", { name: "Delete" })).toBeHidden();
  await bea.getByRole("menuitem", { name: "People…" }).click();
  await expect(bea.getByRole("dialog").getByText("Managers of the project can invite")).toBeVisible();
  await expect(bea.getByRole("dialog").getByRole("combobox")).toHaveCount(0);
  await bea.keyboard.press("Escape");

  await page.getByRole("button", { name: `Remove ${BEA.name}` }).click();
  await expect(page.getByRole("button", { name: `Remove ${BEA.name}` })).toBeHidden();
  await expect(bea.getByText("You don't have access to this project")).toBeVisible();
  await expect(taskTitle(bea, "Water the roses")).toBeHidden();
  await expectAccessible(bea);

  // An invitation to the address of an account is accepted in the app.
  await page.getByRole("dialog").getByText("By email").click();
  await page.getByRole("dialog").getByLabel("Email", { exact: true }).fill(BEA.email);
  await page.getByRole("dialog").getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByText(`${BEA.email} is invited.`)).toBeVisible();
  await bea.goto(new URL("/", address).href);
  await ready(bea);
  const text = "Ada Lovelace invited you to the project “Garden”.";
  const banner = bea.getByRole("status").filter({ hasText: text });
  await expect(banner).toBeVisible();
  await expectAccessible(bea);
  // The banner can be hidden. The page Notifications shows the invitation anyway.
  await banner.getByRole("button", { name: "Not now" }).click();
  await expect(banner).toBeHidden();
  await bea.keyboard.press("g");
  await bea.keyboard.press("n");
  await expect(bea.getByRole("heading", { name: "Notifications" })).toBeVisible();
  const invitation = bea.getByRole("listitem").filter({ hasText: text });
  await expect(invitation).toBeVisible();
  await expectAccessible(bea);
  // Declining asks first.
  await invitation.getByRole("button", { name: "Decline" }).press("Enter");
  const question = bea.getByRole("listitem").filter({ hasText: "Decline the invitation to “Garden”?" });
  await expect(question.getByRole("button", { name: "Decline" })).toBeFocused();
  await question.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(invitation.getByRole("button", { name: "Decline" })).toBeFocused();
  await invitation.getByRole("button", { name: "Accept" }).click();
  await expect(taskTitle(bea, "Water the roses")).toBeVisible();
  await expect(banner).toBeHidden();
  await bea.context().close();
});

test("lists an invitation by email until it is revoked", async ({ page }) => {
  await openInbox(page);
  await page.goto(`${new URL(page.url()).pathname.split("/").slice(0, 3).join("/")}/settings/members`);
  await ready(page);
  await expectAccessible(page);
  await page.getByLabel("Email", { exact: true }).fill("mary@example.org");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByText("mary@example.org is invited.")).toBeVisible();
  await page.getByRole("button", { name: "Revoke the invitation for mary@example.org" }).click();
  await expect(page.getByRole("button", { name: "Revoke the invitation for mary@example.org" })).toBeHidden();
});

test("shows a workspace switcher in the sidebar once there is a second workspace", async ({ page }) => {
  await openInbox(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Workspace" }).click();
  await expect(page.getByRole("button", { name: "Create workspace" })).toBeVisible();
  await expect(page).toHaveTitle(tabTitle("Workspace"));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.getByRole("dialog").getByLabel("Workspace name").fill("Choir");
  await page.getByRole("dialog").getByRole("button", { name: "Create workspace" }).click();
  // The page of the new workspace is loaded in full.
  await expect(page).toHaveURL(/\/w\/choir\//);
  await ready(page);
  await page.getByRole("button", { name: "Workspace Choir, switch" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Ada Lovelace" }).click();
  await expect(page.getByRole("button", { name: "Workspace Ada Lovelace, switch" })).toBeVisible();
});
