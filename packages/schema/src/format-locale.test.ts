import { expect, test } from "vitest";
import { dateOrderOf, dateOrdersIn, formatLocale, weekStartOf } from "./format-locale.ts";
import type { FormatSettings } from "./format-locale.ts";

const settings = (locale: string, more: Partial<FormatSettings> = {}) => ({
  locale,
  clock: null,
  dateOrder: null,
  ...more,
});

/** Returns a date and a time as they are written with a language tag. */
function written(tag: string): string {
  const format = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return format.format(new Date("2026-12-24T17:00:00Z")).replaceAll(/[\u202f\u00a0]/g, " ");
}

test.each([
  [settings("en"), "December 24, 2026 at 5:00 PM"],
  [settings("en-GB"), "24 December 2026 at 17:00"],
  [settings("de"), "24. Dezember 2026 um 17:00"],
  [settings("fr-FR"), "December 24, 2026 at 5:00 PM"],
  [settings("en", { clock: "24" }), "December 24, 2026 at 17:00"],
  [settings("en-GB", { clock: "12" }), "24 December 2026 at 5:00 pm"],
  [settings("de", { clock: "12" }), "24. Dezember 2026 um 5:00 PM"],
  [settings("en", { dateOrder: "day" }), "24 December 2026 at 5:00 pm"],
  [settings("en-GB", { dateOrder: "month" }), "December 24, 2026 at 17:00"],
  [settings("en", { dateOrder: "day", clock: "24" }), "24 December 2026 at 17:00"],
  [settings("en-GB", { dateOrder: "month", clock: "24" }), "December 24, 2026 at 17:00"],
  [settings("de-AT", { dateOrder: "month" }), "24. Dezember 2026 um 17:00"],
])("writes dates for %o as %s", (account, text) => {
  expect(written(formatLocale(account))).toBe(text);
});

test("keeps the region of the account's locale", () => {
  expect(formatLocale(settings("de-AT", { clock: "24", dateOrder: "day" }))).toBe("de-AT-u-hc-h23");
});

test("knows the order of day and month", () => {
  expect(["en", "en-US", "en-GB", "de", "de-CH"].map(dateOrderOf)).toEqual(["month", "month", "day", "day", "day"]);
  expect(dateOrdersIn("en")).toEqual(["day", "month"]);
  expect(dateOrdersIn("de")).toEqual(["day"]);
});

test("starts weeks as the region does, and on Monday without a region", () => {
  expect(["en", "en-US", "en-GB", "de-DE", "ar-EG"].map(weekStartOf)).toEqual([1, 7, 1, 1, 6]);
});
