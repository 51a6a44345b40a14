import { expect, test } from "vitest";
import { createFeed } from "./feed.ts";
import { createTables } from "./tables.ts";
import { IDLE_TRANSPORT } from "./testing/idle-transport.ts";
import type { Line, RowsAt } from "./transport.ts";

const line = (seq: string, fields: Pick<Line, "entity" | "entityId" | "op">): Line => ({
  workspaceId: "w",
  commandId: `command-${seq}`,
  actorId: "bob",
  projectId: "p",
  seq,
  version: 2,
  before: {},
  after: {},
  isWhole: false,
  at: "2026-12-01T09:00:00.000Z",
  ...fields,
});

test("removes a task that leaves while the tasks of a restored label are being read", async () => {
  const tables = createTables();
  let answer = (_rows: RowsAt) => {};
  const feed = createFeed({
    tables,
    transport: {
      ...IDLE_TRANSPORT,
      subtasks: async () => ({ seq: "8", rows: [] }),
      labelTasks: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    },
    userId: "ada",
    retryLater: () => {},
    setTimer: () => () => {},
    onApplied: () => {},
    onGap: () => {},
    onRestored: () => {},
  });
  const task = { id: "task", version: 1, projectId: "p", labelIds: ["label"], deletedAt: null };
  const label = { id: "label", version: 1, deletedAt: "2026-12-01T08:00:00.000Z" };
  feed.resume(
    [
      ["label", label],
      ["task", task],
    ],
    "7",
    "e",
  );
  const receive = (from: string, change: Line) =>
    feed.receive({ kind: "changes", from, seq: change.seq, isSplit: false, changes: [change] });
  receive("7", line("8", { entity: "label", entityId: "label", op: "restore" }));
  receive("8", line("9", { entity: "task", entityId: "task", op: "leave" }));
  expect(tables.get("task", "task")).toBeUndefined();
  // The page with the task was read before it left. The position is that before the first page.
  answer({ seq: "8", rows: [{ entity: "task", row: task }] });
  await new Promise((resolve) => setImmediate(resolve));
  expect(tables.get("task", "task")).toBeUndefined();
});
