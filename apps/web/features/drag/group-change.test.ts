import { expect, test } from "vitest";
import type { TaskGroup } from "../../entities/view/task-group.ts";
import { createRows } from "../../replica/rows.fixture.ts";
import { changesInto, changesToDay, changesToTime } from "./group-change.ts";
import { sectionPlace, sectionDropTarget } from "./section-drop-target.ts";

const { workspaceId, task } = createRows();
const group = (key: string, place?: TaskGroup["place"]): TaskGroup => ({
  key,
  heading: { name: key },
  list: { workspaceId, filter: {} },
  ...(place ? { place } : {}),
});

test("sets the column's field; returns no change for the same column or one that accepts no tasks", () => {
  const tasks = [task("a", "a"), task("b", "b")];
  const high = group("p3", { fields: { priority: 3 } });
  expect(changesInto(tasks, undefined, high)).toEqual([{ kind: "set", tasks, fields: { priority: 3 }, labels: {} }]);
  expect(changesInto(tasks, high, high)).toEqual([]);
  expect(changesInto(tasks, high, group("cancelled"))).toEqual([]);
  expect(changesInto(tasks, undefined, group("done", { status: "done" }))).toEqual([{ kind: "complete", tasks }]);
});

test("replaces the old column's label with the new one's", () => {
  const tasks = [task("a", "a", { labelIds: ["old", "other"] })];
  const [old, next] = [
    group("old", { fields: { labelIds: ["old"] } }),
    group("new", { fields: { labelIds: ["new"] } }),
  ];
  expect(changesInto(tasks, old, next)).toEqual([
    { kind: "set", tasks, fields: {}, labels: { addLabelIds: ["new"], removeLabelIds: ["old"] } },
  ]);
});

test("removes all labels or assignees when dropped on the column of tasks without any", () => {
  const tasks = [task("a", "a", { labelIds: ["old", "other"], assigneeIds: ["ada", "ben"] })];
  const old = group("old", { fields: { labelIds: ["old"] } });
  expect(changesInto(tasks, old, group("unlabelled", { fields: { labelIds: [] } }))).toEqual([
    { kind: "set", tasks, fields: {}, labels: { addLabelIds: [], removeLabelIds: ["old", "other"] } },
  ]);
  const ada = group("ada", { fields: { assigneeIds: ["ada"] } });
  expect(changesInto(tasks, ada, group("nobody", { fields: { assigneeIds: [] } }))).toMatchObject([
    { fields: { assigneeIds: [] } },
  ]);
});

test("replaces the old column's assignee and keeps the other assignees", () => {
  const tasks = [task("a", "a", { assigneeIds: ["ada", "ben"] })];
  const [ada, cy] = [
    group("ada", { fields: { assigneeIds: ["ada"] } }),
    group("cy", { fields: { assigneeIds: ["cy"] } }),
  ];
  expect(changesInto(tasks, ada, cy)).toMatchObject([{ fields: { assigneeIds: ["ben", "cy"] } }]);
});

test("keeps the time when the day changes and merges equal changes into one command", () => {
  const timed = task("a", "a", { due: { date: "2026-11-25", time: "17:00" } });
  const [plain, undated] = [task("b", "b", { due: { date: "2026-11-25" } }), task("c", "c")];
  expect(changesToDay([timed, plain, undated], "2026-11-28", "UTC")).toEqual([
    { kind: "set", tasks: [timed], fields: { due: { date: "2026-11-28", time: "17:00" } }, labels: {} },
    { kind: "set", tasks: [plain, undated], fields: { due: { date: "2026-11-28" } }, labels: {} },
  ]);
});

test("moves the others by the difference of the first task, as one change", () => {
  const first = task("a", "a", { due: { date: "2026-11-25", time: "09:00" } });
  const later = task("b", "b", { due: { date: "2026-11-25", time: "23:30" } });
  const wholeDay = task("c", "c", { due: { date: "2026-11-26" } });
  const undated = task("d", "d");
  const to = { date: "2026-11-27", minutes: 600, timeZone: "Europe/Berlin" };
  expect(changesToTime([first, later, wholeDay, undated], to)).toEqual([
    {
      kind: "reschedule",
      dates: [
        { task: first, due: { date: "2026-11-27", time: "10:00" } },
        { task: later, due: { date: "2026-11-28", time: "00:30" } },
        { task: wholeDay, due: { date: "2026-11-28" } },
        { task: undated, due: { date: "2026-11-27", time: "10:00", timeZone: "Europe/Berlin" } },
      ],
    },
  ]);
  expect(changesToTime([first], { date: "2026-11-25", minutes: 540, timeZone: "Europe/Berlin" })).toEqual([]);
});

test("gives all tasks the same time if the first one had none, and no time above the hours", () => {
  const wholeDay = task("a", "a", { due: { date: "2026-11-25" } });
  const timed = task("b", "b", { due: { date: "2026-11-25", time: "12:00" } });
  const datesOf = (minutes: number | null) =>
    changesToTime([wholeDay, timed], { date: "2026-11-27", minutes, timeZone: "UTC" }).flatMap((change) =>
      change.kind === "reschedule" ? change.dates.map(({ due }) => [due.date, due.time]) : [],
    );
  expect(datesOf(600)).toEqual([
    ["2026-11-27", "10:00"],
    ["2026-11-27", "10:00"],
  ]);
  expect(datesOf(null)).toEqual([
    ["2026-11-27", undefined],
    ["2026-11-27", undefined],
  ]);
});

test("moves a section before another or to the end, but not before the tasks without a section", () => {
  const groups = ["none", "one", "two", "three"].map((key) => ({
    group: group(key, { sectionId: key === "none" ? null : key }),
    rows: [],
    isFolded: false,
  }));
  expect(sectionDropTarget(groups, "three", "none", true)).toEqual({ kind: "section", before: "one" });
  const behind = sectionDropTarget(groups, "one", "three", true);
  expect(sectionPlace(groups, "one", behind)).toEqual({ after: "three" });
  expect(sectionPlace(groups, "two", sectionDropTarget(groups, "two", "two", true))).toBeNull();
  expect(sectionPlace(groups, "three", sectionDropTarget(groups, "three", "one", false))).toEqual({ before: "one" });
  // On a board, the empty column of tasks without a section comes last.
  const [none, ...sections] = groups;
  expect(none && sectionDropTarget([...sections, none], "one", "none", false)).toEqual({
    kind: "section",
    before: null,
  });
});
