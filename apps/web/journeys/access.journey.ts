import { expect } from "@playwright/test";
import { addTask, enter, expectNoBarriers, newProject, openMail, ready, taskTitle, test } from "./person.ts";

const GRACE = { name: "Grace Hopper", email: "grace@example.org", password: "eleven brass compasses" };

test("a project that is deleted elsewhere says so where it is open, and comes back without a reload", async ({
  page,
  browser,
}) => {
  await enter(page);
  await newProject(page, "Boathouse");
  await addTask(page, "Tar the hull");
  const second = await (await browser.newContext()).newPage();
  await enter(second);
  await second.goto(page.url());
  await ready(second);
  await expect(taskTitle(second, "Tar the hull")).toBeVisible();

  await page.getByRole("button", { name: "More about the project Boathouse" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(second.getByRole("heading", { level: 1, name: "“Boathouse” is in the trash" })).toBeVisible();
  await expectNoBarriers(second);
  await second.getByRole("button", { name: "Restore" }).click();
  await expect(taskTitle(second, "Tar the hull")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Boathouse/ })).toBeVisible();
  await second.context().close();
});

test("who is taken out of a workspace is told so on the page, with the way to somewhere else", async ({
  page,
  browser,
}) => {
  await enter(page);
  const members = `${new URL(page.url()).pathname.split("/").slice(0, 3).join("/")}/settings/members`;
  await page.goto(members);
  await ready(page);
  await page.getByLabel("E-mail").fill(GRACE.email);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByText(`${GRACE.email} is invited.`)).toBeVisible();
  const link = /http\S+\/invite#\S+/.exec(await openMail(page, GRACE.email, ""))?.[0] ?? "";
  const grace = await (await browser.newContext()).newPage();
  await grace.goto(link);
  await ready(grace);
  await grace.getByLabel("Your name").fill(GRACE.name);
  await grace.getByLabel("Password", { exact: true }).fill(GRACE.password);
  await grace.getByRole("button", { name: "Make my account" }).click();
  await expect(grace.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();

  await page.goto(members);
  await ready(page);
  await page.getByRole("button", { name: `Remove ${GRACE.name}` }).click();
  await expect(grace.getByRole("heading", { level: 1, name: "You are no longer in “Ada Lovelace”" })).toBeVisible();
  await expectNoBarriers(grace);
  await expect(grace.getByRole("link", { name: "To your own tasks" })).toBeVisible();
  await grace.context().close();
});
