import { describe, expect, test } from "vitest";
import { dayForGridKey } from "./day-for-grid-key.ts";

const MONDAY = { weekStart: 1, isRightToLeft: false };
const press = (key: string, day: string, options = MONDAY) => dayForGridKey({ key, shiftKey: false }, day, options);

describe("the keys of the month grid", () => {
  test.each([
    ["ArrowLeft", "2026-11-30", "2026-11-29"],
    ["ArrowRight", "2026-11-30", "2026-12-01"],
    ["ArrowUp", "2026-12-03", "2026-11-26"],
    ["ArrowDown", "2026-12-31", "2027-01-07"],
    ["Home", "2026-12-03", "2026-11-30"],
    ["End", "2026-12-03", "2026-12-06"],
    ["PageUp", "2026-12-31", "2026-11-30"],
    ["PageDown", "2027-01-31", "2027-02-28"],
  ])("%s moves from %s to %s", (key, day, next) => {
    expect(press(key, day)).toBe(next);
  });

  test("Home and End follow the first day of the week", () => {
    const sunday = { ...MONDAY, weekStart: 7 };
    expect(press("Home", "2026-12-03", sunday)).toBe("2026-11-29");
    expect(press("End", "2026-12-03", sunday)).toBe("2026-12-05");
  });

  test("move by years with Shift, and keep 29 February within the month", () => {
    const shift = (key: string, day: string) => dayForGridKey({ key, shiftKey: true }, day, MONDAY);
    expect(shift("PageUp", "2028-02-29")).toBe("2027-02-28");
    expect(shift("PageDown", "2026-12-03")).toBe("2027-12-03");
    expect(shift("ArrowLeft", "2026-12-03")).toBeNull();
  });

  test("are mirrored in a page that is written from right to left", () => {
    const mirrored = { ...MONDAY, isRightToLeft: true };
    expect(press("ArrowLeft", "2026-11-30", mirrored)).toBe("2026-12-01");
    expect(press("ArrowRight", "2026-11-30", mirrored)).toBe("2026-11-29");
    expect(press("ArrowUp", "2026-11-30", mirrored)).toBe("2026-11-23");
  });

  test("stop at the first and last supported day", () => {
    expect(press("ArrowLeft", "1970-01-01")).toBeNull();
    expect(press("PageDown", "2200-12-31")).toBeNull();
    expect(press("x", "2026-12-03")).toBeNull();
  });
});
