import { afterEach, expect, test } from "vitest";
import { createBrowser, openTwoTabs, rename, stopTabs } from "./testing/model-browser.ts";
import { createModel } from "./testing/model-run.ts";

afterEach(stopTabs);

test("tells the outcome of a command to the tab that has created it", async () => {
  const { browser, first, second } = await openTwoTabs();
  for (const { outcomes } of [first, second]) outcomes.length = 0;
  second.replica.write(...rename("from the second tab"));
  second.replica.write("task.update", { id: "unknown", baseVersion: 1, set: { title: "rejected" } });
  await browser.later();
  expect(second.outcomes).toEqual(["answered task.update", "rejected task.update true"]);
  // The owner keeps the text, because the other tab may have been closed.
  expect(first.outcomes).toEqual(["rejected task.update false"]);
});

test("the owner handles the outcome of commands of closed tabs", async () => {
  const { server } = await createModel();
  const browser = createBrowser(server);
  const first = await browser.openTab("one");
  await browser.pass(5_000);
  browser.setOnline(false);
  first.replica.write("task.update", { id: "unknown", baseVersion: 1, set: { title: "rejected" } });
  await browser.later();
  first.kill();
  browser.setOnline(true);
  const second = await browser.openTab("two");
  await browser.pass(100_000);
  expect(second.outcomes).toContain("rejected task.update true");
});

test("tells all tabs that the stream was closed, and opens it again from any of them", async () => {
  const { browser, first, second } = await openTwoTabs();
  for (const { outcomes } of [first, second]) outcomes.length = 0;
  browser.streams.get("one")?.onClosed("credential");
  await browser.later();
  expect([browser.streams.size, first.outcomes, second.outcomes]).toEqual([
    0,
    ["closed credential"],
    ["closed credential"],
  ]);
  second.session.reopen();
  await browser.later();
  expect([[...browser.streams.keys()], second.outcomes.at(-1)]).toEqual([["one"], "live"]);
});

test("asks the user to sign in if the session has ended before the rows were loaded, and loads them afterwards", async () => {
  const { server } = await createModel();
  const browser = createBrowser(server);
  browser.setSignedOut(true);
  const { replica, outcomes, session } = await browser.openTab("one");
  await browser.pass(60_000);
  expect([replica.status(), outcomes, browser.streams.size]).toEqual(["empty", ["closed credential"], 0]);
  browser.setSignedOut(false);
  session.reopen();
  await browser.later();
  expect([replica.status(), outcomes.at(-1), browser.streams.size]).toEqual(["ready", "live", 1]);
});

test("keeps the rows if the session has ended while they are loaded again", async () => {
  const { browser, first } = await openTwoTabs();
  browser.setSignedOut(true);
  void first.replica.feed.load();
  await browser.pass(5_000);
  expect([first.replica.status(), first.replica.rows("task").length]).toEqual(["updating", 2]);
  browser.setSignedOut(false);
  first.session.reopen();
  await browser.later();
  expect(first.replica.status()).toBe("ready");
});

test("sends commands although the rows can't be loaded", async () => {
  const { server } = await createModel();
  const browser = createBrowser(server);
  server.snapshot = () => {
    throw new Error("overloaded");
  };
  const { replica } = await browser.openTab("one");
  replica.write(...rename("sent without rows"));
  await browser.pass(5_000);
  expect(server.visible("ada", "task")[0]?.["title"]).toBe("sent without rows");
  expect(browser.streams.size).toBe(0);
});

test("closes all tabs and deletes the copy, but no command, when the access has ended", async () => {
  const { browser, first, second } = await openTwoTabs();
  browser.setAccessLost(true);
  second.replica.write(...rename("kept"));
  await browser.pass(5_000);
  for (const { replica } of [first, second]) expect([replica.status(), replica.rows("task")]).toEqual(["closed", []]);
  expect([await first.copy.load(), browser.streams.size]).toEqual([null, 0]);
  expect((await first.commands.load()).commands.map(({ input }) => input["set"])).toEqual([{ title: "kept" }]);
  expect([first.outcomes.at(-1), second.outcomes.at(-1)]).toEqual(["closed workspace", "closed workspace"]);
  browser.setAccessLost(false);
  second.session.reopen();
  await browser.pass(5_000);
  for (const { replica } of [first, second])
    expect([replica.status(), replica.task("task-home")?.title]).toEqual(["ready", "kept"]);
  expect((await first.copy.load())?.rows.length).toBeGreaterThan(0);
});

test("gives up the ownership while the page is in the back/forward cache", async () => {
  const { browser, first, second } = await openTwoTabs();
  first.page.dispatchEvent(new Event("pagehide"));
  await browser.pass(5_000);
  expect([first.session.isOwner(), second.session.isOwner()]).toEqual([false, true]);
  second.kill();
  second.page.dispatchEvent(new Event("pagehide"));
  first.page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  await browser.pass(5_000);
  expect(first.session.isOwner()).toBe(true);
});

test("sends no command before those of the last owner were loaded", async () => {
  const { server, browser, first, second } = await openTwoTabs();
  let finish = () => {};
  const { load } = second.commands;
  second.commands.load = () => new Promise((resolve) => (finish = () => resolve(load())));
  first.page.dispatchEvent(new Event("pagehide"));
  await browser.pass(5_000);
  const seq = server.seq();
  second.replica.write(...rename("waits"));
  await browser.later();
  expect([second.session.isOwner(), server.seq()]).toEqual([true, seq]);
  finish();
  await browser.later();
  expect(server.seq()).toBe(seq + 1);
});
