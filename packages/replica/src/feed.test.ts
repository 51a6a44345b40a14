import { expect, test } from "vitest";
import { createFeed } from "./feed.ts";
import { createTables } from "./tables.ts";
import type { Snapshot } from "./transport.ts";

test("applies events after stored rows were resumed while a snapshot was being loaded", async () => {
  const tables = createTables();
  const never = () => new Promise<Snapshot>(() => {});
  const transport = { snapshot: never, project: never, read: never, labelTasks: never };
  const rules = { userId: "ada", retryLater: () => {}, onApplied: () => {}, onGap: () => {}, onRestored: () => {} };
  const feed = createFeed({ ...rules, tables, transport });
  void feed.load();
  feed.receive({ kind: "changes", from: "7", seq: "8", changes: [] });
  feed.resume([], "7", "e");
  expect(feed.position()).toBe("8");
  feed.receive({ kind: "changes", from: "8", seq: "9", changes: [] });
  expect(feed.position()).toBe("9");
});
