import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { addDays, dayInZone, daySpan, instantOf, wallClock } from "./day.ts";

/** Zones of every kind: with changes at midnight, of half an hour or two, around Ramadan, and without any. */
const ZONES = [
  "Africa/Cairo",
  "Africa/Casablanca",
  "Africa/Johannesburg",
  "America/Adak",
  "America/Asuncion",
  "America/Havana",
  "America/Los_Angeles",
  "America/New_York",
  "America/Nuuk",
  "America/Santiago",
  "America/Sao_Paulo",
  "America/Scoresbysund",
  "America/St_Johns",
  "Antarctica/Troll",
  "Asia/Beirut",
  "Asia/Gaza",
  "Asia/Jerusalem",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Asia/Tehran",
  "Asia/Tokyo",
  "Atlantic/Azores",
  "Australia/Lord_Howe",
  "Australia/Sydney",
  "Europe/Berlin",
  "Europe/London",
  "Pacific/Apia",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Pacific/Easter",
  "Pacific/Kiritimati",
];

/** Returns the changes of a zone's offset from 2024 to 2036. */
function transitionsOf(zone: string): Temporal.ZonedDateTime[] {
  const found: Temporal.ZonedDateTime[] = [];
  let at = Temporal.ZonedDateTime.from(`2024-01-01T00:00[${zone}]`).getTimeZoneTransition("next");
  while (at !== null && at.year <= 2036) {
    found.push(at);
    at = at.getTimeZoneTransition("next");
  }
  return found;
}

/** Wall clock times around a change are compared in steps of this length. */
const STEP_MINUTES = 15;
const STEPS = Array.from({ length: 21 }, (_, index) => (index - 10) * STEP_MINUTES);

const toDate = ({ epochMilliseconds }: Temporal.Instant | Temporal.ZonedDateTime) => new Date(epochMilliseconds);
const toText = ({ epochMilliseconds }: Temporal.ZonedDateTime) => new Date(epochMilliseconds).toISOString();

/** Describes the wall clock times and the instants around a change, computed with Docket's functions. */
function describeAround(change: Temporal.ZonedDateTime): string[] {
  const zone = change.timeZoneId;
  return STEPS.flatMap((minutes) => {
    const instant = toDate(change.add({ minutes }));
    const clock = wallClock(instant, zone);
    const { day, startsAt, endsAt } = daySpan(instant, zone);
    const [date = "", time = ""] = clockTimeAt(change, minutes).split("T");
    return [
      `${instant.toISOString()} is ${clock.day} minute ${clock.minutes}`,
      `${dayInZone(instant, zone)} is ${day} from ${startsAt.toISOString()} to ${endsAt.toISOString()}`,
      `${date} ${time} is ${instantOf(date, time, zone).toISOString()}`,
    ];
  });
}

/** Returns the same descriptions as {@link describeAround}, computed with Temporal. */
function describeWithTemporal(change: Temporal.ZonedDateTime): string[] {
  const zone = change.timeZoneId;
  return STEPS.flatMap((minutes) => {
    const instant = change.add({ minutes });
    const day = instant.toPlainDate();
    const clock = clockTimeAt(change, minutes);
    const resolved = Temporal.PlainDateTime.from(clock).toZonedDateTime(zone, { disambiguation: "compatible" });
    return [
      `${toText(instant)} is ${day.toString()} minute ${instant.hour * 60 + instant.minute}`,
      `${day.toString()} is ${day.toString()} from ${toText(instant.startOfDay())} to ${toText(day.add({ days: 1 }).toZonedDateTime(zone))}`,
      `${clock.replace("T", " ")} is ${toText(resolved)}`,
    ];
  });
}

/** Returns the day and time on a clock that was not changed, as `2026-03-29T02:30`. Some don't exist, some do twice. */
function clockTimeAt(change: Temporal.ZonedDateTime, minutes: number): string {
  return change.toPlainDateTime().add({ minutes }).toString({ smallestUnit: "minute" });
}

test("has the zones that the comparison needs", () => {
  const counts = ZONES.map((zone) => transitionsOf(zone).length);
  expect(ZONES.length).toBeGreaterThanOrEqual(30);
  expect(counts.filter((count) => count > 0).length).toBeGreaterThanOrEqual(20);
  expect(counts.filter((count) => count === 0).length).toBeGreaterThanOrEqual(5);
});

test.each(ZONES)("equals Temporal around every change from 2024 to 2036 in %s", (zone) => {
  const unchanging = Temporal.ZonedDateTime.from(`2030-06-15T00:00[${zone}]`);
  for (const change of [...transitionsOf(zone), unchanging])
    expect(describeAround(change)).toEqual(describeWithTemporal(change));
});

describe("the examples in docs/time.md", () => {
  test.each([
    ["2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z", "03:30"],
    ["2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z", "02:30"],
    ["2026-04-24", "00:00", "Africa/Cairo", "2026-04-23T22:00:00.000Z", "01:00"],
    ["2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00.000Z", "02:45"],
    ["2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00.000Z", "01:45"],
  ])("%s %s in %s is %s, written as %s", (day, time, zone, instant, written) => {
    expect(instantOf(day, time, zone).toISOString()).toBe(instant);
    const { minutes } = wallClock(new Date(instant), zone);
    expect(`0${Math.floor(minutes / 60)}`.slice(-2) + `:${minutes % 60}`.padEnd(3, "0")).toBe(written);
  });

  test("a day that a zone skipped: Apia went from 29 to 31 December 2011", () => {
    const zone = "Pacific/Apia";
    const noon = instantOf("2011-12-30", "12:00", zone);
    expect(noon).toEqual(instantOf("2011-12-31", "12:00", zone));
    expect(dayInZone(noon, zone)).toBe("2011-12-31");
    const { startsAt, endsAt } = daySpan(instantOf("2011-12-29", "12:00", zone), zone);
    expect(endsAt.getTime() - startsAt.getTime()).toBe(24 * 3_600_000);
    expect(endsAt).toEqual(instantOf(addDays("2011-12-30", 1), "00:00", zone));
  });
});
