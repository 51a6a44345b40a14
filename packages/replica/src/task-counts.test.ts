import type { ListedTask } from "@docket/schema/task";
import { closeTask, newTask } from "@docket/schema/task-state";
import type { When } from "@docket/schema/when";
import { beforeEach, expect, test } from "vitest";
import { createTaskCounts } from "./task-counts.ts";
import type { LiveCounts } from "./task-counts.ts";

const [userId, home, work] = ["ada", "home", "work"];
let now = new Date();
let tasks: Map<string, ListedTask>;
let counts: LiveCounts;
beforeEach(() => {
  now = new Date("2026-11-30T09:00:00.000Z");
  tasks = new Map();
  counts = createTaskCounts({ task: (id) => tasks.get(id), ids: () => tasks.keys(), userId, now: () => now });
});

function put(id: string, fields: Partial<ListedTask> = {}): void {
  const { description: _, ...task } = newTask(
    { workspaceId: "workspace", id, projectId: home, title: id },
    { userId, now: now.toISOString() },
  );
  tasks.set(id, { ...task, hasDescription: false, subtasks: { all: 0, open: 0 }, ...fields });
  counts.update([id]);
}
const due = (when: When): Partial<ListedTask> => ({ due: when });
const dated = (timeZone: string) => {
  const { today, overdue } = counts.get(timeZone);
  return { today, overdue };
};

test("counts open tasks by project, label and assignee, and follows each change", () => {
  put("one", { labelIds: ["red", "blue"], assigneeIds: [userId, "bob"] });
  put("two", { labelIds: ["red"], assigneeIds: ["bob"] });
  const before = counts.get("UTC");
  expect(before).toEqual({
    projects: [{ projectId: home, open: 2 }],
    labels: [
      { labelId: "red", open: 2 },
      { labelId: "blue", open: 1 },
    ],
    today: 0,
    overdue: 0,
    assigned: 1,
  });
  expect(counts.get("UTC")).toBe(before);
  put("two", { projectId: work });
  expect(counts.get("UTC")).toMatchObject({
    projects: [
      { projectId: home, open: 1 },
      { projectId: work, open: 1 },
    ],
  });
  tasks.set("one", closeTask(tasks.get("one") as ListedTask, "done", { userId, now: now.toISOString() }));
  tasks.delete("two");
  put("archived", { archivedAt: now.toISOString() });
  counts.update(["one", "two"]);
  expect(counts.get("UTC")).toEqual({ projects: [], labels: [], today: 0, overdue: 0, assigned: 0 });
});

test("counts what is due by the viewer's day, also after it has ended", () => {
  put("day", due({ date: "2026-11-30" }));
  put("floating", due({ date: "2026-11-30", time: "08:00" }));
  put("past", due({ date: "2026-11-29" }));
  // 23:30 in Los Angeles is 08:30 of the next day in Berlin.
  put("instant", due({ date: "2026-11-29", time: "23:30", timeZone: "America/Los_Angeles" }));
  expect(dated("Europe/Berlin")).toEqual({ today: 3, overdue: 1 });
  expect(dated("America/Los_Angeles")).toEqual({ today: 2, overdue: 2 });
  now = new Date("2026-12-01T09:00:00.000Z");
  expect(dated("Europe/Berlin")).toEqual({ today: 0, overdue: 4 });
});
