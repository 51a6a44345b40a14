import { expect } from "@playwright/test";
import { openInbox, expectAccessible, newEmail, ready, test } from "./person.ts";

const CLEO = { name: "Cleo Clark", email: newEmail(), password: "seven slow snails sing" };

test("turns registration on and off", async ({ page, browser }) => {
  await openInbox(page);
  await page.goto("/admin/instance");
  await ready(page);
  await expectAccessible(page);
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto("/login");
  await expect(visitor.getByRole("link", { name: "Create account" })).toBeHidden();
  await page.getByText("Open to everyone").click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await visitor.goto("/login");
  await ready(visitor);
  await visitor.getByRole("link", { name: "Create account" }).click();
  await expectAccessible(visitor);
  await visitor.getByLabel("Email", { exact: true }).fill("dora@example.org");
  await visitor.getByRole("button", { name: "Email me a link" }).click();
  await expect(visitor.getByText("there is a link for it now")).toBeVisible();
  await page.getByText("By invitation only").click();
  await expect(page.getByRole("radio", { name: "By invitation only" })).toBeChecked();
  await visitor.goto("/register");
  await expect(visitor.getByText("Registration is by invitation only.")).toBeVisible();
  await visitor.context().close();
});

test("invites, suspends and reactivates a user, and logs each step", async ({ page, browser }) => {
  await openInbox(page);
  await page.goto("/admin/invitations");
  await ready(page);
  await page.getByLabel("Email", { exact: true }).fill(CLEO.email);
  await page.getByRole("button", { name: "Invite" }).click();
  const link = (await page.locator("code", { hasText: "/invite#" }).textContent()) ?? "";
  await expect(page.getByText("Invited to create an account")).toBeVisible();
  await expectAccessible(page);

  const cleo = await (await browser.newContext()).newPage();
  await cleo.goto(link);
  await ready(cleo);
  await cleo.getByLabel("Your name").fill(CLEO.name);
  await cleo.getByLabel("Password", { exact: true }).fill(CLEO.password);
  await cleo.getByRole("button", { name: "Create account" }).click();
  await expect(cleo).toHaveURL(/\/w\/cleo-clark[^/]*\/p\//);
  await expect(cleo.getByRole("heading", { level: 1, name: "Welcome to Docket" })).toBeVisible();
  await cleo.goto("/admin/users");
  await expect(cleo.getByText("Page not found")).toBeVisible();

  await page.goto("/admin/users");
  await ready(page);
  await expectAccessible(page);
  await page.getByLabel("Name or email").fill(CLEO.email);
  await page.getByRole("button", { name: `More actions for ${CLEO.name}` }).click();
  await page.getByRole("menuitem", { name: "Suspend" }).click();
  await expect(page.getByText(`${CLEO.name} is suspended`)).toBeVisible();
  await cleo.goto("/");
  await expect(cleo).toHaveURL(/\/login/);

  await page.getByRole("button", { name: `More actions for ${CLEO.name}` }).click();
  await page.getByRole("menuitem", { name: "Reactivate" }).click();
  await expect(page.getByText(`${CLEO.name} can sign in again.`)).toBeVisible();
  await page.getByRole("button", { name: `More actions for ${CLEO.name}` }).click();
  await page.getByRole("menuitem", { name: "Create password reset link" }).click();
  await expect(page.locator("code", { hasText: "/reset#" })).toBeVisible();

  await page.goto("/admin/security");
  await ready(page);
  await expect(page.getByRole("cell", { name: /Signed in/ }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Event").selectOption("Suspended");
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("row").last()).toContainText(CLEO.name);
  await page.getByLabel("Person").selectOption({ label: `${CLEO.name} (${CLEO.email})` });
  await expect(page).toHaveURL(/kind=user_suspended&person=/);
  await page.getByLabel("Outcome").selectOption("Denied");
  await expect(page.getByText("No matching events")).toBeVisible();
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.getByText("The log is intact")).toBeVisible();
  await cleo.context().close();
});
