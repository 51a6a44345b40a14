import { expect } from "@playwright/test";
import { addTask, chooseFor, newProject, openInbox, ready, taskRow, taskTitle, test } from "./person.ts";

const LOST_CONNECTION = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/;

test("moves between views and changes tasks without a connection, and saves it all afterwards", async ({
  page,
  context,
  complaints,
}) => {
  await openInbox(page);
  await newProject(page, "Journey");
  await addTask(page, "Buy tickets");
  await addTask(page, "Book a hotel");
  await newProject(page, "Garden");
  await addTask(page, "Water the plants");
  const copied = page.waitForResponse(/\/api\/snapshot/);
  await page.reload();
  await ready(page);
  await (await copied).finished();
  const sidebar = page.getByRole("navigation", { name: "Main" });
  const open = async (name: string) => {
    await sidebar.getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  };
  const titles = () => page.getByRole("main").locator("[data-task-link]").allTextContents();

  await context.setOffline(true);
  await expect(page.getByText("Offline", { exact: true })).toBeVisible();
  // Neither has been opened since the page was loaded.
  await open("Journey");
  await expect.poll(titles).toEqual(["Buy tickets", "Book a hotel"]);
  await addTask(page, "Pack today");
  await taskRow(page, "Buy tickets").getByRole("checkbox").click();
  await expect(taskTitle(page, "Buy tickets")).toBeHidden();
  await chooseFor(page, "Book a hotel", "Delete");
  await expect(taskTitle(page, "Book a hotel")).toBeHidden();
  await open("Today");
  await open("All tasks");
  await expect(taskTitle(page, "Water the plants")).toBeVisible();
  await expect(taskTitle(page, "Pack today")).toBeVisible();
  await open("Garden");
  await expect.poll(titles).toEqual(["Water the plants"]);
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Journey" })).toBeVisible();
  await expect.poll(titles).toEqual(["Pack today"]);

  await context.setOffline(false);
  await expect(page.getByText("Offline", { exact: true })).toBeHidden();
  await expect(page.getByText("Saved", { exact: true }).or(page.getByText("Live", { exact: true }))).toBeVisible();
  await page.reload();
  await ready(page);
  await expect.poll(titles).toEqual(["Pack today"]);
  expect(complaints.splice(0).filter((text) => !LOST_CONNECTION.test(text))).toEqual([]);
});
