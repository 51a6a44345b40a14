import { english } from "@docket/schema/quick-add/english";
import { parseQuickAdd } from "@docket/schema/quick-add/parse";
import type { QuickAddContext } from "@docket/schema/quick-add/quick-add";
import { expect, test } from "vitest";
import { EMPTY_DRAFT } from "../../entities/draft/new-task-draft.ts";
import type { NewTaskDraft } from "../../entities/draft/new-task-draft.ts";
import { changesOf } from "./changes-of.ts";
import { newTaskLists } from "./new-task-lists.ts";
import { newTaskOf } from "./new-task-of.ts";
import { onFirstDay } from "./on-first-day.ts";
import { readPastedLines } from "./read-pasted-lines.ts";
import { KINDS_OF_SUBTASKS } from "./token-kinds.ts";

const context: QuickAddContext = {
  today: "2026-11-24",
  now: "10:00",
  timeZone: "Europe/Berlin",
  languages: [english],
  dayMonthOrder: "monthFirst",
  weekStart: 1,
  projectId: "work",
  names: {
    projects: [
      { id: "work", name: "Work" },
      { id: "home", name: "Home" },
    ],
    sections: [{ id: "meetings", name: "Meetings", projectId: "work" }],
    labels: [{ id: "health", name: "health" }],
    people: [{ id: "bob", name: "Bob" }],
  },
};
const home = { projectId: "work", sectionId: "office", sectionName: "Office" };
const given: NewTaskDraft = {
  ...EMPTY_DRAFT,
  due: { date: "2026-11-25" },
  recurrence: { rule: "FREQ=DAILY", from: "schedule", catchUp: "all" },
  priority: 1,
  labelIds: ["errands"],
  assigneeIds: ["ada"],
  description: "Written before",
};

function created(line: string, draft: NewTaskDraft = given, members: string[] = []) {
  return newTaskOf(parseQuickAdd(line, context), draft, home, new Set(members));
}

test("a line without tokens keeps the given values", () => {
  expect(created("Buy milk")).toEqual({
    title: "Buy milk",
    projectId: "work",
    fields: {
      sectionId: "office",
      due: given.due,
      recurrence: given.recurrence,
      priority: 1,
      labelIds: ["errands"],
      assigneeIds: ["ada"],
      description: "Written before",
    },
  });
});

test("what is typed counts, and sets are combined", () => {
  expect(
    created("Run every friday 7am p1 start monday {5 dec} for 1h @health +bob /meetings // and after").fields,
  ).toEqual({
    sectionId: "meetings",
    due: { date: "2026-11-27", time: "07:00", timeZone: "Europe/Berlin" },
    recurrence: { rule: "FREQ=WEEKLY;BYDAY=FR;WKST=MO", from: "schedule", catchUp: "skip" },
    start: { date: "2026-11-30" },
    deadline: "2026-12-05",
    durationMinutes: 60,
    priority: 3,
    labelIds: ["errands", "health"],
    assigneeIds: ["ada", "bob"],
    description: "Written before\n\nand after",
  });
});

test("a typed date replaces the given date together with its rule, and p4 the given priority", () => {
  expect(created("Buy milk tomorrow p4").fields).toMatchObject({
    due: { date: "2026-11-25" },
    recurrence: null,
    priority: 0,
  });
});

test("a repeating task is due on the first day that matches its rule", () => {
  const typed = parseQuickAdd("Pay rent every month on the 31st tomorrow 5pm", context);
  expect(typed.due?.date).toBe("2026-11-25");
  expect(onFirstDay(typed).due).toEqual({ date: "2026-11-30", time: "17:00", timeZone: "Europe/Berlin" });
  const once = parseQuickAdd("Pay rent tomorrow", context);
  expect(onFirstDay(once)).toBe(once);
});

test("reminders are relative to the due date, or have a date of their own", () => {
  expect(created("Call Bob friday 9am !30m !tomorrow 5pm").fields.reminders).toEqual([
    { id: expect.any(String), time: { basis: "due", offsetMinutes: 30 } },
    {
      id: expect.any(String),
      time: { basis: "absolute", when: { date: "2026-11-25", time: "17:00", timeZone: "Europe/Berlin" } },
    },
  ]);
});

test("another project has other sections, and only its members are assigned", () => {
  expect(created("Buy milk #home")).toMatchObject({
    projectId: "home",
    fields: { sectionId: null, assigneeIds: [] },
  });
  expect(created("Buy milk #home", given, ["ada"]).fields.assigneeIds).toEqual(["ada"]);
  expect(created("Buy milk #work").fields.sectionId).toBe("office");
});

test("the change of a renamed task only contains what is typed, and adds to its labels", () => {
  const task = { labelIds: ["errands"], assigneeIds: ["ada"] };
  expect(changesOf(parseQuickAdd("Buy milk every friday @health p2", context), task)).toEqual({
    title: "Buy milk",
    due: { date: "2026-11-27" },
    recurrence: { rule: "FREQ=WEEKLY;BYDAY=FR;WKST=MO", from: "schedule", catchUp: "skip" },
    priority: 2,
    labelIds: ["errands", "health"],
  });
});

const reading = {
  read: (line: { title: string }, kinds = context.kinds) =>
    parseQuickAdd(line.title, kinds === undefined ? context : { ...context, kinds }),
  projectId: "work",
  members: new Set<string>(),
};

test("each pasted line is read, and sub-tasks stay with their parent", () => {
  const lines = [
    { title: "Plan tomorrow /meetings", parent: null },
    { title: "Book a room p1 #home", parent: 0 },
    { title: "Paint +bob #home", parent: null },
  ];
  const tasks = readPastedLines(lines, reading, EMPTY_DRAFT, home);
  expect(tasks.map(({ title, projectId, parent }) => [title, projectId, parent])).toEqual([
    ["Plan", "work", null],
    ["Book a room #home", "work", 0],
    ["Paint +bob", "home", null],
  ]);
  const [meetings, other] = newTaskLists(tasks, home, { after: "above" });
  expect(meetings).toMatchObject({ projectId: "work", sectionId: "meetings" });
  expect(meetings).not.toHaveProperty("after");
  expect(meetings?.items.map(({ parentId }) => parentId)).toEqual([null, meetings?.items[0]?.id]);
  expect(meetings?.items.map(({ due, priority }) => [due, priority])).toEqual([
    [{ date: "2026-11-25" }, 0],
    [null, 3],
  ]);
  expect(other).toMatchObject({ projectId: "home", sectionId: null });
});

test("lines pasted into a field for sub-tasks become sub-tasks of its task", () => {
  const lines = ["Paint #home p1", "Sweep /meetings +bob"].map((title) => ({ title, parent: null }));
  const tasks = readPastedLines(lines, reading, EMPTY_DRAFT, home, KINDS_OF_SUBTASKS);
  const lists = newTaskLists(tasks, home, { parentId: "above" });
  expect(lists).toEqual([expect.objectContaining({ parentId: "above", projectId: "work", sectionId: "office" })]);
  expect(lists[0]?.items).toMatchObject([
    { title: "Paint #home", priority: 3 },
    { title: "Sweep /meetings", assigneeIds: ["bob"] },
  ]);
});

test("a position applies to the list for which it was given", () => {
  const task = { title: "Buy milk", projectId: "work", fields: { sectionId: "office" }, parent: null };
  const position = { parentId: "shopping", after: null };
  const [list] = newTaskLists([task], home, position);
  expect(list).toEqual({
    ...position,
    projectId: "work",
    sectionId: "office",
    items: [{ id: expect.any(String), title: "Buy milk", parentId: null }],
  });
});
