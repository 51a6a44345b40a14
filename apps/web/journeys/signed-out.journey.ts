import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { ADDRESS } from "../playwright.config.ts";
import {
  ADA,
  addTask,
  call,
  openInbox,
  expectAccessible,
  newProject,
  ready,
  taskTitle,
  test,
  withColleague,
} from "./person.ts";
import { itemsOf, workspaceIdOf } from "./seed.ts";

const PASSWORD = "ships sail at seven in the morning";
const dialog = (page: Page) => page.getByRole("dialog", { name: "Sign in again" });

test("asks for the password on the page when the session has ended, and then sends what was changed", async ({
  page,
  browser,
  complaints,
}) => {
  await openInbox(page);
  await newProject(page, "Harbor");
  await addTask(page, "Before the session ended");
  await page.evaluate(() => Object.assign(window, { isSameDocument: true }));
  const other = await (await browser.newContext({ baseURL: ADDRESS })).newPage();
  await call(other, "session.signIn", { email: ADA.email, password: ADA.password });
  await call(other, "session.reauthenticate", { password: ADA.password });
  await call(other, "session.revokeMany", { which: "others" });
  await expect(page.getByText("Your session has ended.").first()).toBeVisible();
  await expect(dialog(page).getByLabel("Email", { exact: true })).toHaveValue(ADA.email);
  await expect(dialog(page).getByLabel("Password", { exact: true })).toBeFocused();
  await expectAccessible(page);

  // The dialog can be closed, and changes wait until it is opened again.
  await page.keyboard.press("Escape");
  await addTask(page, "After the session ended");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog(page)).toContainText("1 change will be saved when you sign in again.");
  await dialog(page).getByLabel("Password", { exact: true }).fill("wrong password");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("alert")).toContainText("Wrong email or password.");
  await dialog(page).getByLabel("Password", { exact: true }).fill(ADA.password);
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByText("Your session has ended.")).toBeHidden();
  const input = { workspaceId: await workspaceIdOf(page), filter: { text: "After the session ended" } };
  await expect.poll(async () => (await itemsOf(page, "task.list", input)).length).toBe(1);
  expect(await page.evaluate(() => "isSameDocument" in window)).toBe(true);
  // Changes made elsewhere arrive again.
  const [task] = await itemsOf<{ id: string; version: number }>(page, "task.list", input);
  await call(other, "task.update", {
    workspaceId: input.workspaceId,
    commandId: crypto.randomUUID(),
    id: task?.id,
    baseVersion: task?.version,
    set: { title: "Changed elsewhere" },
  });
  await expect(taskTitle(page, "Changed elsewhere")).toBeVisible();
  await other.context().close();
  expect(complaints.splice(0).filter((text) => !text.includes("401"))).toEqual([]);
});

test("never sends the changes of one user as another who has signed in in the same browser", async ({
  page,
  browser,
  context,
}) => {
  await openInbox(page);
  await newProject(page, "Shared harbor");
  const workspaceId = await workspaceIdOf(page);
  const projectId = /\/p\/([^/?#]+)/.exec(page.url())?.[1] ?? "";
  const colleague = await withColleague(page, browser, { name: "Grace", workspaceId, projectId, role: "editor" });
  const path = new URL(page.url()).pathname;
  await colleague.goto(path);
  await ready(colleague);
  // The task is shown before it is saved.
  const saved = colleague.waitForResponse(/task\.create/);
  await addTask(colleague, "By Grace");
  await saved;

  // Ada's cookies replace Grace's in the browser in which Grace's page is open.
  await colleague.context().clearCookies();
  await colleague.context().addCookies(await context.cookies());
  await addTask(colleague, "By Grace too");
  await expect(dialog(colleague)).toContainText("1 change will be saved when you sign in again.");
  const titles = async () => {
    const input = { workspaceId, filter: { projectId } };
    return (await itemsOf<{ title: string }>(page, "task.list", input)).map(({ title }) => title);
  };
  expect(await titles()).toEqual(["By Grace"]);
  await dialog(colleague).getByLabel("Password", { exact: true }).fill(PASSWORD);
  await colleague.keyboard.press("Enter");
  await expect.poll(titles).toEqual(["By Grace", "By Grace too"]);
  const changes = await itemsOf<{ op: string; entity: string; actorId: string }>(page, "change.list", {
    workspaceId,
    projectId,
    entity: ["task"],
  });
  expect(new Set(changes.map(({ actorId }) => actorId)).size).toBe(1);
  await colleague.context().close();
});
