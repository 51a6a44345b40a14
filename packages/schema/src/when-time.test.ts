import { expect, test } from "vitest";
import { dayOfWhen, timeOfWhen } from "./when-day.ts";
import { putAtTime } from "./when-time.ts";

test("keeps the kind of a date", () => {
  const move = (when: Parameters<typeof putAtTime>[0]) => putAtTime(when, "2026-12-03", "10:15", "Europe/Berlin");
  expect(move(null)).toEqual({ date: "2026-12-03", time: "10:15", timeZone: "Europe/Berlin" });
  expect(move({ date: "2026-12-01" })).toEqual({ date: "2026-12-03", time: "10:15", timeZone: "Europe/Berlin" });
  expect(move({ date: "2026-12-01", time: "08:00" })).toEqual({ date: "2026-12-03", time: "10:15" });
  expect(move({ date: "2026-12-01", time: "08:00", timeZone: "Pacific/Auckland" })).toEqual({
    date: "2026-12-03",
    time: "22:15",
    timeZone: "Pacific/Auckland",
  });
  expect(move({ date: "2026-12-01", time: "08:00", timeZone: "America/Los_Angeles" })).toEqual({
    date: "2026-12-03",
    time: "01:15",
    timeZone: "America/Los_Angeles",
  });
});

test.each(["America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Kiritimati"])(
  "is shown where it was put by a viewer in %s",
  (timeZone) => {
    for (const day of ["2026-03-28", "2026-10-24", "2026-12-31"])
      for (const own of ["UTC", "Asia/Tokyo", "America/St_Johns"]) {
        const moved = putAtTime({ date: "2026-01-01", time: "00:00", timeZone: own }, day, "23:45", timeZone);
        expect([dayOfWhen(moved, timeZone), timeOfWhen(moved, timeZone)]).toEqual([day, "23:45"]);
      }
  },
);

test("moves a time that clocks skip behind the gap", () => {
  expect(putAtTime(null, "2026-03-29", "02:30", "Europe/Berlin")).toMatchObject({ time: "03:30" });
});
