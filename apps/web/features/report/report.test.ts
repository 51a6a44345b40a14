import { expect, test } from "vitest";
import { periodStarts, readReportChoice, reportInput, writeReportChoice } from "./report-choice.ts";
import { toCsv } from "./report-csv.ts";
import { axisEnd, periodsOf } from "./report-period.ts";

const reader = { today: "2026-11-30", timeZone: "Europe/Berlin", weekStart: 1 };
const projectId = "01890000-0000-7000-8000-000000000000";

test("counts the last four weeks by day, and longer spans by whole weeks", () => {
  const month = periodStarts("month", reader);
  expect([month.length, month[0], month.at(-1)]).toEqual([28, "2026-11-03", "2026-11-30"]);
  // The 30th is a Monday.
  const quarter = periodStarts("quarter", reader);
  expect([quarter.length, quarter[0], quarter.at(-1)]).toEqual([13, "2026-09-07", "2026-11-30"]);
  expect(periodStarts("quarter", { ...reader, weekStart: 7 }).at(-1)).toBe("2026-11-29");
  expect(periodStarts("year", reader)).toHaveLength(52);
});

test("stores what a report is about in the URL, and ignores values that it doesn't know", () => {
  for (const choice of [
    { span: "month", projectId: null },
    { span: "year", projectId },
  ] as const)
    expect(readReportChoice(new URLSearchParams(writeReportChoice(choice)))).toEqual(choice);
  expect(writeReportChoice({ span: "month", projectId: null })).toBe("");
  expect(readReportChoice(new URLSearchParams("span=decade&project=1"))).toEqual({ span: "month", projectId: null });
  expect(reportInput("workspace", { span: "quarter", projectId }, reader)).toEqual({
    workspaceId: "workspace",
    projectId,
    from: "2026-09-07",
    to: "2026-11-30",
    timeZone: "Europe/Berlin",
  });
});

test("adds up days to periods, and totals since the beginning", () => {
  const days = [
    { day: "2026-11-16", created: 2, completed: 0 },
    { day: "2026-11-22", created: 1, completed: 3 },
    { day: "2026-11-23", created: 0, completed: 1 },
  ];
  expect(
    periodsOf({ days, before: { created: 10, completed: 4 } }, ["2026-11-16", "2026-11-23"], "2026-11-25"),
  ).toEqual([
    { start: "2026-11-16", end: "2026-11-22", created: 3, completed: 3, totals: { created: 13, completed: 7 } },
    { start: "2026-11-23", end: "2026-11-25", created: 0, completed: 1, totals: { created: 13, completed: 8 } },
  ]);
});

test.each([
  [0, 2],
  [1, 2],
  [2, 2],
  [3, 4],
  [7, 8],
  [10, 10],
  [11, 20],
  [99, 100],
  [850, 1_000],
])("ends the axis for %d at %d", (largest, end) => {
  expect(axisEnd(largest)).toBe(end);
});

test("writes CSV that spreadsheets read as text and numbers", () => {
  expect(
    toCsv([
      ["Project", "Completed"],
      ['a "b", c', 3],
      ["=1+1", 0],
    ]),
  ).toBe('Project,Completed\r\n"a ""b"", c",3\r\n\'=1+1,0\r\n');
});
