import { expect } from "@playwright/test";
import { addTask, chooseFor, newProject, ready, taskRow, taskTitle, test } from "./person.ts";
import { openWorkspace } from "./seed.ts";

const LOST_CONNECTION = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/;

test("moves between views and changes tasks without a connection, and saves the changes afterwards", async ({
  page,
  context,
  complaints,
}) => {
  await openWorkspace(page, "Offline");
  await newProject(page, "Journey");
  await addTask(page, "Buy tickets");
  await addTask(page, "Book a hotel");
  await newProject(page, "Garden");
  await addTask(page, "Water the plants");
  await page.reload();
  await ready(page);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const sidebar = page.getByRole("navigation", { name: "Main" });
  const open = async (name: string) => {
    await sidebar.getByRole("link", { name: new RegExp(`^${name}`) }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  };
  const titles = () => page.getByRole("main").locator("[data-task-link]").allTextContents();

  await context.setOffline(true);
  await expect(page.getByText("Docket can't be reached. Trying again…")).toBeVisible();
  // Neither project has been opened since the page was loaded.
  await open("Journey");
  await expect.poll(titles).toEqual(["Buy tickets", "Book a hotel"]);
  await addTask(page, "Pack");
  await taskRow(page, "Buy tickets").getByRole("checkbox").click();
  await expect(taskTitle(page, "Buy tickets")).toBeHidden();
  await chooseFor(page, "Book a hotel", "Delete");
  await expect(taskTitle(page, "Book a hotel")).toBeHidden();
  await open("Today");
  await open("All tasks");
  await expect(taskTitle(page, "Water the plants")).toBeVisible();
  await expect(taskTitle(page, "Pack")).toBeVisible();
  await open("Garden");
  await expect.poll(titles).toEqual(["Water the plants"]);
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Journey" })).toBeVisible();
  await expect.poll(titles).toEqual(["Pack"]);
  await expect(page.getByText("3 changes will be saved when the connection is back.")).toBeVisible();

  await context.setOffline(false);
  await expect(page.getByText("will be saved")).toBeHidden();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.reload();
  await ready(page);
  await expect.poll(titles).toEqual(["Pack"]);
  expect(complaints.splice(0).filter((text) => !LOST_CONNECTION.test(text))).toEqual([]);
});
