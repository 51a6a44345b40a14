import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import {
  addTask,
  openInbox,
  expectAccessible,
  newEmail,
  newProject,
  openMail,
  ready,
  taskTitle,
  test,
  withColleague,
} from "./person.ts";
import { send, workspaceIdOf } from "./seed.ts";

const GRACE = { name: "Grace Hopper", email: newEmail(), password: "eleven brass compasses" };

test("shows that an open project was deleted elsewhere, and restores it without a reload", async ({
  page,
  browser,
}) => {
  await openInbox(page);
  await newProject(page, "Boathouse");
  await addTask(page, "Tar the hull");
  const second = await (await browser.newContext()).newPage();
  await openInbox(second);
  await second.goto(page.url());
  await ready(second);
  await expect(taskTitle(second, "Tar the hull")).toBeVisible();

  await page.getByRole("button", { name: "More actions for the project Boathouse" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(second.getByRole("heading", { level: 1, name: "“Boathouse” is in the trash" })).toBeVisible();
  await expectAccessible(second);
  await second.getByRole("button", { name: "Restore" }).click();
  await expect(taskTitle(second, "Tar the hull")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Boathouse/ })).toBeVisible();
  await second.context().close();
});

test("informs a removed member on the open page and links to their own workspace", async ({ page, browser }) => {
  await openInbox(page);
  const members = `${new URL(page.url()).pathname.split("/").slice(0, 3).join("/")}/settings/members`;
  await page.goto(members);
  await ready(page);
  await page.getByLabel("Email", { exact: true }).fill(GRACE.email);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByText(`${GRACE.email} is invited.`)).toBeVisible();
  const link = /http\S+\/invite#\S+/.exec(await openMail(page, GRACE.email, ""))?.[0] ?? "";
  const grace = await (await browser.newContext()).newPage();
  await grace.goto(link);
  await ready(grace);
  await grace.getByLabel("Your name").fill(GRACE.name);
  await grace.getByLabel("Password", { exact: true }).fill(GRACE.password);
  await grace.getByRole("button", { name: "Create account" }).click();
  await expect(grace.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();

  await page.goto(members);
  await ready(page);
  await page.getByRole("button", { name: `Remove ${GRACE.name}` }).click();
  await expect(
    grace.getByRole("heading", { level: 1, name: "You no longer have access to “Ada Lovelace”" }),
  ).toBeVisible();
  await expectAccessible(grace);
  await expect(grace.getByRole("link", { name: "Go to your tasks" })).toBeVisible();
  await grace.context().close();
});

test("informs a member who was removed while their feed was offline as soon as it reconnects", async ({
  page,
  browser,
}) => {
  await openInbox(page);
  const workspaceId = await workspaceIdOf(page);
  const projectId = uuidv7();
  await send(page, "project.create", { id: projectId, name: "Harbour" });
  const name = "Ida Rhodes";
  const away = await withColleague(page, browser, {
    name,
    workspaceId,
    projectId,
    role: "editor",
  });
  let asked = 0;
  await away.route(/change\.follow/, (route) => {
    asked += 1;
    return route.abort();
  });
  await away.goto(`/w/ada-lovelace/p/${projectId}`);
  await ready(away);
  await expect.poll(() => asked).toBeGreaterThan(0);
  await page.goto("/w/ada-lovelace/settings/members");
  await ready(page);
  await page.getByRole("button", { name: `Remove ${name}` }).click();
  await expect(page.getByText(`Removed ${name}`)).toBeVisible();
  await expect(away.getByRole("heading", { level: 1, name: "Harbour" })).toBeVisible();
  await away.unroute(/change\.follow/);
  await expect(
    away.getByRole("heading", { level: 1, name: "You no longer have access to “Ada Lovelace”" }),
  ).toBeVisible({
    timeout: 30_000,
  });
  await away.context().close();
});
