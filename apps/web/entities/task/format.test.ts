import { expect, test } from "vitest";
import { formatDay, formatWhen, formatWhenOnDay } from "./format.ts";

const viewer = {
  locale: "en",
  today: "2026-12-31",
  timeZone: "Europe/Berlin",
  names: { yesterday: "Yesterday", today: "Today", tomorrow: "Tomorrow" },
};

test.each([
  [{ date: "2026-12-31" }, "Today"],
  [{ date: "2027-01-01" }, "Tomorrow"],
  [{ date: "2026-12-30", time: "17:00" }, "Yesterday, 5:00 PM"],
  [{ date: "2026-12-24" }, "Thu, Dec 24"],
  [{ date: "2027-01-04", time: "09:30", timeZone: "Europe/Berlin" }, "Mon, Jan 4, 2027, 9:30 AM"],
  [{ date: "2026-01-02", time: "09:30", timeZone: "Asia/Tokyo" }, "Fri, Jan 2, 9:30 AM (Asia/Tokyo)"],
])("formats %o as %s", (when, text) => {
  expect(formatWhen(when, viewer)).toBe(text);
});

test("formats a calendar day independently of the clock's time zone", () => {
  expect(formatDay("2026-03-29", { locale: "en", today: "2026-03-29" })).toBe("Sun, Mar 29");
});

test("formats the date in the viewer's language", () => {
  expect(formatWhen({ date: "2026-12-24", time: "18:00" }, { ...viewer, locale: "de" })).toBe("Do., 24. Dez., 18:00");
});

test.each([
  [{ date: "2026-12-31" }, null],
  [{ date: "2026-12-31", time: "17:00" }, "5:00 PM"],
  [{ date: "2026-12-30", time: "23:00", timeZone: "America/Los_Angeles" }, "11:00 PM (America/Los_Angeles)"],
  [{ date: "2027-01-01", time: "17:00" }, "Tomorrow, 5:00 PM"],
])("omits the day of %o under a heading that names it", (when, text) => {
  expect(formatWhenOnDay(when, "2026-12-31", viewer)).toBe(text);
  expect(formatWhenOnDay(when, undefined, viewer)).toBe(formatWhen(when, viewer));
});
