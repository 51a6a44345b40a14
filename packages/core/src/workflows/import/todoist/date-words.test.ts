import { readFile, readdir } from "node:fs/promises";
import { ImportPlan } from "@docket/schema/import";
import type { ImportTask } from "@docket/schema/import";
import { expect, test } from "vitest";
import { readTodoist } from "./read-todoist.ts";

const FIXTURES = new URL("./fixtures/", import.meta.url);
const HEADER = "TYPE,CONTENT,DATE,DATE_LANG,TIMEZONE";

test("all dates in words of the real files are read", async () => {
  const settings = { locale: "en", timeZone: "UTC", weekStart: 1, clock: null, dateOrder: null };
  const dates = { now: new Date("2026-11-24T09:00:00Z"), settings };
  const tasks: ImportTask[] = [];
  for (const name of await readdir(FIXTURES)) {
    const plan = await readTodoist({ name, bytes: await readFile(new URL(name, FIXTURES)), dates });
    tasks.push(...plan.projects.flatMap((project) => project.tasks));
  }
  const dated = tasks.filter(({ dueOn, dueText }) => dueOn !== null || dueText !== null);
  const read = dated.map(({ foreign, dueOn, dueTime, dueZone }) => [foreign.DATE, dueOn, dueTime, dueZone].join(" "));
  expect(new Set(read)).toEqual(
    new Set(["4 Jan 2027-01-04  ", "in 5 days 2026-11-29  ", "today at 05:30 2026-11-24 05:30 Europe/London"]),
  );
  expect(read).toHaveLength(4);
});

test("dates in words are read in their language, on the day of the import", async () => {
  const rows = [
    ["every 3 days", "en", "Europe/Berlin"],
    ["jährlich", "de", ""],
    ["every! 2 weeks", "en", ""],
    ["17 Aug", "en", "Europe/Berlin"],
    ["every day at 9", "en", "Europe/Berlin"],
    ["every day at 9", "en", ""],
    ["jeden 2. Freitag 18 Uhr", "de", "Europe/Berlin"],
    ["today at 05:30", "en", "Asia/Tokyo"],
    ["morgen", "en", ""],
    ["todos los días", "es", ""],
    ["5/6", "en", ""],
    ["every day except holidays", "en", ""],
    ["every day", "constructor", ""],
  ].map(([date, language, zone]) => `task,${date},${date},${language},${zone}`);
  const settings = { locale: "en-US", timeZone: "America/Lima", weekStart: 1, clock: null, dateOrder: null };
  // 20:00 in Lima, 02:00 of the next day in Berlin, 10:00 in Tokyo
  const dates = { now: new Date("2026-11-25T01:00:00Z"), settings };
  const bytes = new TextEncoder().encode([HEADER, ...rows].join("\n"));
  const plan = await readTodoist({ name: "Test.csv", bytes, dates });
  expect(ImportPlan.parse(plan)).toEqual(plan);
  const tasks = plan.projects[0]?.tasks ?? [];
  const read = tasks.map(({ dueOn, dueTime, dueZone, recurrence }) => [
    [dueOn, dueTime, dueZone].filter(Boolean).join(" "),
    recurrence && `${recurrence.rule} ${recurrence.from}`,
  ]);
  expect(read).toEqual([
    ["2026-11-25", "FREQ=DAILY;INTERVAL=3;WKST=MO schedule"],
    ["2026-11-24", "FREQ=YEARLY;WKST=MO schedule"],
    ["2026-11-24", "FREQ=WEEKLY;INTERVAL=2;WKST=MO completion"],
    ["2027-08-17", undefined],
    ["2026-11-25 09:00 Europe/Berlin", "FREQ=DAILY;WKST=MO schedule"],
    ["2026-11-25 09:00", "FREQ=DAILY;WKST=MO schedule"],
    ["2026-11-27 18:00 Europe/Berlin", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;WKST=MO schedule"],
    ["2026-11-25 05:30 Asia/Tokyo", undefined],
    ["", undefined],
    ["", undefined],
    ["", undefined],
    ["", undefined],
    ["", undefined],
  ]);
  expect(tasks[0]).toMatchObject({ description: "", dueText: null, foreign: { DATE: "every 3 days" } });
  expect(tasks[9]).toMatchObject({ description: "Todoist date: todos los días", dueText: "todos los días" });
  const losses = plan.losses.filter(({ column }) => column === "DATE");
  expect(losses.map(({ outcome, count }) => [outcome, count])).toEqual([
    ["kept", 8],
    ["text", 5],
  ]);
});
