import { describe, expect, test } from "vitest";
import { readTodoist } from "./read-todoist.ts";

const HEADER =
  "TYPE,CONTENT,DESCRIPTION,IS_COLLAPSED,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,DURATION,DURATION_UNIT,DEADLINE,DEADLINE_LANG";

function readText(text: string) {
  return readTodoist({ name: "Test.csv", bytes: new TextEncoder().encode(text) });
}

describe("rows that could be misread silently", () => {
  const problemsOf = async (row: string) => {
    const plan = await readText(`${HEADER}\n${row}\n`);
    return { task: plan.projects[0]?.tasks[0], problems: plan.problems };
  };

  test.each([
    "task,Enable sensible settings (default branch, merge strategies),,,2,1,,,,,,,,,",
    "task,Enable sensible settings (default branch, merge strategies),,,2,1,Ada (1),,every day,en,Europe/London,,,,",
  ])("joins text split at an unquoted comma in a row that is wider than the header: %s", async (row) => {
    const { task, problems } = await problemsOf(row);
    expect(task).toMatchObject({
      title: "Enable sensible settings (default branch, merge strategies)",
      priority: 2,
      depth: 1,
    });
    expect(problems).toMatchObject([{ line: 2, kind: "repaired" }]);
  });

  test("if there is no space after the comma, a cell that is valid in only one interpretation decides", async () => {
    const { task, problems } = await problemsOf("task,Buy milk,bread,,,2,1,,,2026-11-24,en,Europe/London,,,,");
    expect(task).toMatchObject({ title: "Buy milk,bread", priority: 2, depth: 1, dueOn: "2026-11-24" });
    expect(problems).toMatchObject([{ kind: "repaired" }]);
  });

  test("a row with two possible interpretations is reported in the preview", async () => {
    const { task, problems } = await problemsOf("task,Buy milk,bread,,,2,1,,,,,,,,,");
    expect(task).toMatchObject({ title: "Buy milk,bread", priority: 2 });
    expect(problems).toMatchObject([{ line: 2, kind: "changed", message: expect.stringContaining("two ways") }]);
  });

  test("empty trailing cells are ignored", async () => {
    const { task, problems } = await problemsOf("task,Buy milk,,,2,1,,,,,,,,,,,,,");
    expect(task).toMatchObject({ title: "Buy milk", priority: 2, depth: 1 });
    expect(problems).toEqual([]);
  });

  test.each([
    ["PRIORITY 5", "task,a,,,5,1", /PRIORITY "5" is not a number from 1 to 4/],
    ["PRIORITY 0", "task,a,,,0,1", /PRIORITY "0" is not a number from 1 to 4/],
    ["INDENT 0", "task,a,,,1,0", /INDENT 0/],
    ["INDENT -1", "task,a,,,1,-1", /INDENT "-1" is not a number/],
    ["INDENT 1000", "task,a,,,1,1000", /levels deep/],
  ])("reports a value that is out of range: %s", async (_, row, message) => {
    const { problems } = await problemsOf(row);
    expect(problems).toMatchObject([{ line: 2, kind: "changed", message: expect.stringMatching(message) }]);
  });
});

describe("files saved by a spreadsheet", () => {
  const text = "TYPE,CONTENT,DATE\r\ntask,Grüße 🎉,2026-11-24\r\n";
  const little = Buffer.from(text, "utf16le");
  const big = Buffer.from(little).swap16();

  test.each([
    ["little-endian with a mark", Buffer.concat([Buffer.from([0xff, 0xfe]), little])],
    ["little-endian without", little],
    ["big-endian with a mark", Buffer.concat([Buffer.from([0xfe, 0xff]), big])],
    ["big-endian without", big],
  ])("reads UTF-16: %s", async (_, bytes) => {
    const plan = await readTodoist({ name: "Test.csv", bytes });
    expect(plan.projects[0]?.tasks).toMatchObject([{ title: "Grüße 🎉", dueOn: "2026-11-24" }]);
  });

  test.each([
    ["24.11.2026", "2026-11-24"],
    ["3.4.2026", "2026-04-03"],
    ["11/24/2026", "2026-11-24"],
    ["24/11/2026", "2026-11-24"],
    ["4/4/2026", "2026-04-04"],
    ["46350", "2026-11-24"],
  ])("reads the date %s as %s", async (cell, day) => {
    const plan = await readText(`TYPE,CONTENT,DATE\ntask,a,${cell}\n`);
    expect(plan.projects[0]?.tasks).toMatchObject([{ dueOn: day }]);
  });

  test("a deadline in a spreadsheet format is reported only if it is ambiguous", async () => {
    const plan = await readText("TYPE,CONTENT,DEADLINE\ntask,a,24.11.2026\ntask,b,3/4/2026\n");
    expect(plan.projects[0]?.tasks).toMatchObject([
      { dueOn: null, deadline: "2026-11-24" },
      { dueOn: null, deadline: null },
    ]);
    expect(plan.problems).toMatchObject([{ line: 3, kind: "changed", message: expect.stringContaining("DEADLINE") }]);
  });

  test("a deadline's time is kept, because a deadline is a day", async () => {
    const plan = await readText("TYPE,CONTENT,DEADLINE\ntask,a,2026-11-24 17:00\n");
    expect(plan.projects[0]?.tasks).toMatchObject([
      { deadline: "2026-11-24", foreign: { DEADLINE: "2026-11-24 17:00" }, description: "" },
    ]);
  });

  test.each(["3/4/2026", "31.2.2026", "13/13/2026"])("reports that the date %s is unreadable", async (cell) => {
    const plan = await readText(`TYPE,CONTENT,DATE\ntask,a,${cell}\n`);
    expect(plan.projects[0]?.tasks).toMatchObject([{ dueOn: null, dueText: cell }]);
    expect(plan.problems).toMatchObject([{ line: 2, kind: "changed", message: expect.stringContaining("2026-11-24") }]);
  });
});
