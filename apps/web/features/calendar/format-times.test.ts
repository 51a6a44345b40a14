import type { ListedTask } from "@docket/schema/task";
import { expect, test } from "vitest";
import { formatTimes } from "./format-times.ts";

const reader = { locale: "de", today: "2026-11-30", timeZone: "Europe/Berlin" };
const due = { date: "2026-12-01", time: "22:00", timeZone: "Europe/Berlin" };

test.each<[string, Pick<ListedTask, "due" | "durationMinutes">, string | null]>([
  ["no duration", { due, durationMinutes: null }, "22:00"],
  ["an end on the next day", { due, durationMinutes: 180 }, "22:00 – 01:00"],
  ["an end 24 hours later", { due, durationMinutes: 1440 }, "22:00 – Mi., 2. Dez., 22:00"],
  ["an end in another year", { due, durationMinutes: 45 * 1440 }, "22:00 – Fr., 15. Jan. 2027, 22:00"],
  ["a day without a time", { due: { date: "2026-12-01" }, durationMinutes: 60 }, null],
])("formats the times of a task with %s", (_, task, text) => {
  expect(formatTimes(task, reader)).toBe(text);
});
