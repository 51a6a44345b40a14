import { expect, test } from "vitest";
import { createFeed } from "./feed.ts";
import { createTables } from "./tables.ts";
import type { Snapshot } from "./transport.ts";

test("applies events after stored rows were resumed while a snapshot was being loaded", async () => {
  const tables = createTables();
  const never = () => new Promise<Snapshot>(() => {});
  const reads = { snapshot: never, project: never, read: never, labelTasks: never, taskDetails: never };
  const transport = { ...reads, closedReason: () => null };
  const loadedAt: string[] = [];
  const feed = createFeed({
    tables,
    transport,
    userId: "ada",
    retryLater: () => {},
    onApplied: () => {},
    onGap: () => {},
    onRestored: () => {},
    onLoaded: () => loadedAt.push(feed.position()),
  });
  void feed.load();
  feed.receive({ kind: "changes", from: "7", seq: "8", isSplit: false, changes: [] });
  feed.resume([], "7", "e");
  // The data in the HTML of the page can be older than the stored rows.
  expect(loadedAt).toEqual(["7"]);
  expect(feed.position()).toBe("8");
  feed.receive({ kind: "changes", from: "8", seq: "9", isSplit: false, changes: [] });
  expect(feed.position()).toBe("9");
});

test("applies a split command as a whole, and requests it again if a part is missing", () => {
  const tables = createTables();
  const never = () => new Promise<Snapshot>(() => {});
  const reads = { snapshot: never, project: never, read: never, labelTasks: never, taskDetails: never };
  const transport = { ...reads, closedReason: () => null };
  const [applied, gaps] = [[] as string[][], [] as string[]];
  const feed = createFeed({
    tables,
    transport,
    userId: "ada",
    retryLater: () => {},
    onRestored: () => {},
    onApplied: (lines) => applied.push(lines.map(({ seq }) => seq)),
    onGap: () => gaps.push(feed.position()),
  });
  feed.resume([], "7", "e");
  const line = { workspaceId: "w", commandId: "c", actorId: "ada", projectId: null, entity: "folder", entityId: "f" };
  const change = { ...line, op: "update", version: 1, before: null, after: {}, isWhole: false, at: "" } as const;
  const part = (seq: number, isSplit: boolean) =>
    feed.receive({
      kind: "changes",
      from: String(seq - 1),
      seq: String(seq),
      isSplit,
      changes: [{ ...change, seq: String(seq) }],
    });
  part(8, true);
  part(9, true);
  expect([feed.position(), gaps]).toEqual(["7", []]);
  // The connection breaks, and the parts are sent again, but one is lost.
  part(8, true);
  part(10, false);
  expect([feed.position(), gaps]).toEqual(["7", ["7"]]);
  for (const seq of [8, 9, 10]) part(seq, seq < 10);
  expect([feed.position(), gaps, applied.at(-1)]).toEqual(["10", ["7"], ["8", "9", "10"]]);
});
