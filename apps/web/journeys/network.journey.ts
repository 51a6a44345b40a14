import { expect } from "@playwright/test";
import { addTask, openInbox, newProject, ready, taskRow, taskTitle, test } from "./person.ts";

const WRITES = /api\/trpc\/task\.(?:create|update|complete|reopen)/;

test("does not wait for a slow network, and saves changes in order", async ({ page }) => {
  await openInbox(page);
  await newProject(page, "Slow");
  const sent: string[] = [];
  let answers = 0;
  page.on("response", (response) => {
    if (WRITES.test(response.url())) answers += 1;
  });
  await page.route(WRITES, async (route) => {
    sent.push(new URL(route.request().url()).pathname.replace("/api/trpc/", ""));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await addTask(page, "first");
  const box = taskRow(page, "first").getByRole("checkbox");
  const wait = await box.evaluate(async (element: HTMLElement) => {
    const isDone = () =>
      document.querySelector('main [role="checkbox"][aria-checked="true"]') !== null || !element.isConnected;
    const at = performance.now();
    element.click();
    while (!isDone() && performance.now() - at < 1_400) await new Promise(requestAnimationFrame);
    return performance.now() - at;
  });
  expect(wait).toBeLessThan(1_000);
  await addTask(page, "second");
  await addTask(page, "third");
  expect(sent.length).toBeLessThan(4);
  await expect
    .poll(() => sent, { timeout: 15_000 })
    .toEqual(["task.create", "task.complete", "task.create", "task.create"]);
  await expect.poll(() => answers, { timeout: 15_000 }).toBe(4);
  await page.unroute(WRITES);
  await page.reload();
  await ready(page);
  await expect(page.getByRole("main").locator("[data-task-link]")).toHaveText(["second", "third"]);
});

test("applies each command only once when responses are lost", async ({ page, complaints }) => {
  await openInbox(page);
  await newProject(page, "Lossy");
  const answered = new Map<string, number>();
  await page.route(WRITES, async (route) => {
    const body = route.request().postData() ?? "";
    const tries = (answered.get(body) ?? 0) + 1;
    // The server executes the command, but the page does not receive the first response.
    const response = await route.fetch();
    await (tries === 1 ? route.abort("connectionreset") : route.fulfill({ response }));
    answered.set(body, tries);
  });
  for (const title of ["one", "two", "three"]) await addTask(page, title);
  await expect.poll(() => [...answered.values()], { timeout: 60_000 }).toEqual([2, 2, 2]);
  await page.unroute(WRITES);
  await page.reload();
  await ready(page);
  await expect(page.getByRole("main").locator("[data-task-link]")).toHaveText(["one", "two", "three"]);
  expect(complaints.splice(0).every((text) => text.includes("ERR_CONNECTION_RESET"))).toBe(true);
});

test("reverts a change that the server rejects later, and keeps the others", async ({ page, complaints }) => {
  await openInbox(page);
  await newProject(page, "Refusing");
  await addTask(page, "stays as it is");
  const refusal = { code: "forbidden", message: "You may not change this.", requestId: "x" };
  const error = { message: refusal.message, code: -32_003, data: { code: "FORBIDDEN", httpStatus: 403, refusal } };
  await page.route(/api\/trpc\/task\.complete/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.fulfill({ status: 403, json: { error } });
  });
  await taskRow(page, "stays as it is").getByRole("checkbox").click();
  await addTask(page, "added meanwhile");
  await expect(page.getByText("You may not change this.")).toBeVisible();
  await expect(taskTitle(page, "stays as it is")).toBeVisible();
  await expect(taskRow(page, "stays as it is").getByRole("checkbox")).not.toBeChecked();
  await page.reload();
  await ready(page);
  await expect(taskTitle(page, "added meanwhile")).toBeVisible();
  expect(complaints.splice(0).every((text) => text.includes("403"))).toBe(true);
});
