import { expect } from "@playwright/test";
import { enter, expectNoBarriers, ready, test } from "./person.ts";

const CLEO = { name: "Cleo Clark", email: "cleo@example.org", password: "seven slow snails sing" };

test("turns registration on and off", async ({ page, browser }) => {
  await enter(page);
  await page.goto("/admin/instance");
  await ready(page);
  await expectNoBarriers(page);
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto("/login");
  await expect(visitor.getByRole("link", { name: "Make an account" })).toBeHidden();
  await page.getByText("Open to everybody").click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await visitor.goto("/login");
  await ready(visitor);
  await visitor.getByRole("link", { name: "Make an account" }).click();
  await expectNoBarriers(visitor);
  await visitor.getByLabel("E-mail").fill("dora@example.org");
  await visitor.getByRole("button", { name: "Send me a link" }).click();
  await expect(visitor.getByText("there is a link for it now")).toBeVisible();
  await page.getByText("By invitation only").click();
  await expect(page.getByRole("radio", { name: "By invitation only" })).toBeChecked();
  await visitor.goto("/register");
  await expect(visitor.getByText("Accounts are made by invitation here.")).toBeVisible();
  await visitor.context().close();
});

test("invites, suspends and reactivates a user, and logs it", async ({ page, browser }) => {
  await enter(page);
  await page.goto("/admin/invitations");
  await ready(page);
  await page.getByLabel("E-mail").fill(CLEO.email);
  await page.getByRole("button", { name: "Invite" }).click();
  const link = (await page.locator("code", { hasText: "/invite#" }).textContent()) ?? "";
  await expect(page.getByText("Invited to make an account")).toBeVisible();
  await expectNoBarriers(page);

  const cleo = await (await browser.newContext()).newPage();
  await cleo.goto(link);
  await ready(cleo);
  await cleo.getByLabel("Your name").fill(CLEO.name);
  await cleo.getByLabel("Password", { exact: true }).fill(CLEO.password);
  await cleo.getByRole("button", { name: "Make my account" }).click();
  await expect(cleo.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
  await cleo.goto("/admin/users");
  await expect(cleo.getByText("There is nothing here")).toBeVisible();

  await page.goto("/admin/users");
  await ready(page);
  await expectNoBarriers(page);
  await page.getByLabel("Name or address").fill("cleo");
  await page.getByRole("button", { name: `More about ${CLEO.name}` }).click();
  await page.getByRole("menuitem", { name: "Suspend" }).click();
  await expect(page.getByText(`${CLEO.name} is suspended`)).toBeVisible();
  await cleo.goto("/");
  await expect(cleo).toHaveURL(/\/login/);

  await page.getByRole("button", { name: `More about ${CLEO.name}` }).click();
  await page.getByRole("menuitem", { name: "Let in again" }).click();
  await expect(page.getByText(`${CLEO.name} may sign in again.`)).toBeVisible();
  await page.getByRole("button", { name: `More about ${CLEO.name}` }).click();
  await page.getByRole("menuitem", { name: "Link for a new password" }).click();
  await expect(page.locator("code", { hasText: "/reset#" })).toBeVisible();

  await page.goto("/admin/security");
  await ready(page);
  await expect(page.getByRole("cell", { name: /Signed in/ }).first()).toBeVisible();
  await expectNoBarriers(page);
  await page.getByLabel("What").selectOption("Suspended");
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("row").last()).toContainText(CLEO.name);
  await page.getByLabel("Person").selectOption({ label: `${CLEO.name} (${CLEO.email})` });
  await expect(page).toHaveURL(/kind=user_suspended&person=/);
  await page.getByLabel("Outcome").selectOption("Denied");
  await expect(page.getByText("Nothing of that kind has happened.")).toBeVisible();
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.getByText("The log is whole")).toBeVisible();
  await cleo.context().close();
});
