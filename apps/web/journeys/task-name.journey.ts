import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { call, openInbox, expectAccessible, test, withColleague } from "./person.ts";
import { send, workspaceIdOf } from "./seed.ts";

/** Returns the id of the account that is signed in on the page. */
async function accountIdOf(page: Page): Promise<string> {
  const answer = await page.request.get("/api/trpc/session.get?input=%7B%7D");
  // Safe because this is the output type of the procedure.
  const { result } = (await answer.json()) as { result: { data: { account: { id: string } } } };
  return result.data.account.id;
}

test("offers a choice for a task's name when two projects have the same key", async ({ page, browser }) => {
  await openInbox(page);
  const workspaceId = await workspaceIdOf(page);
  const [shared, own, theirs] = [uuidv7(), uuidv7(), uuidv7()];
  await send(page, "project.create", { id: shared, name: "Shared" });
  const zoe = await withColleague(page, browser, {
    name: "Zoe Twin",
    workspaceId,
    projectId: shared,
    role: "viewer",
  });
  await send(page, "workspace.setMember", { userId: await accountIdOf(zoe), role: "member" });
  const inWorkspace = () => ({ workspaceId, commandId: uuidv7() });
  await send(page, "project.create", { id: own, name: "Twin of Ada", key: "TWIN" });
  await send(page, "task.create", { id: uuidv7(), projectId: own, title: "Pack the tent" });
  await call(zoe, "project.create", { ...inWorkspace(), id: theirs, name: "Twin of Zoe", key: "TWIN" });
  await call(zoe, "task.create", { ...inWorkspace(), id: uuidv7(), projectId: theirs, title: "Pack the stove" });
  const ada = await accountIdOf(page);
  await call(zoe, "member.set", { ...inWorkspace(), projectId: theirs, userId: ada, role: "viewer" });

  await page.goto("/w/ada-lovelace/t/twin-1");
  await expect(page.getByRole("heading", { level: 1, name: "Choose a task" })).toBeVisible();
  await expectAccessible(page);
  await page
    .getByRole("main")
    .getByRole("link", { name: /Pack the stove/ })
    .click();
  await expect(page).toHaveURL(new RegExp(`/p/${theirs}\\?task=`));
  await zoe.context().close();
});
