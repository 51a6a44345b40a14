import { execFileSync } from "node:child_process";
import fc from "fast-check";

/** A random rule, its start, and the last day to compare. */
export type RuleCase = { rule: string; start: string; last: string };

/** How many occurrences of each rule are compared. */
export const COMPARED_DAYS = 20;

/** How many years of each rule are compared; the references are slow for rules that rarely match. */
const COMPARED_YEARS = 8;

const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const list = <Value>(values: readonly Value[], maxLength: number) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });

/** Rules for which python-dateutil follows RFC 5545; the exceptions are listed in docs/time.md. */
export const randomRules = fc
  .record({
    FREQ: fc.constantFrom("DAILY", "WEEKLY", "MONTHLY", "YEARLY"),
    INTERVAL: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    BYMONTH: fc.option(list([1, 2, 3, 6, 9, 11, 12], 3), { nil: undefined, freq: 3 }),
    BYMONTHDAY: fc.option(list([1, 13, 28, 29, 30, 31, -1, -2], 3), { nil: undefined }),
    BYDAY: fc.option(fc.tuple(list(WEEKDAYS, 3), fc.constantFrom("", "", "1", "2", "4", "-1")), { nil: undefined }),
    BYSETPOS: fc.option(list([1, 2, -1], 2), { nil: undefined, freq: 3 }),
    WKST: fc.constantFrom(...WEEKDAYS),
    COUNT: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined, freq: 3 }),
  })
  .map(({ BYDAY, ...rule }) => {
    const isLong = rule.FREQ === "MONTHLY" || rule.FREQ === "YEARLY";
    const days = BYDAY && { BYDAY: BYDAY[0].map((day) => `${isLong ? BYDAY[1] : ""}${day}`) };
    const parts = { ...rule, ...days };
    if (rule.FREQ === "WEEKLY") delete parts.BYMONTHDAY;
    if (!isLong || !(parts.BYMONTH ?? parts.BYMONTHDAY ?? parts.BYDAY)) delete parts.BYSETPOS;
    return Object.entries(parts)
      .flatMap(([name, value]) => (value === undefined ? [] : `${name}=${String(value)}`))
      .join(";");
  });

const starts = fc
  .tuple(fc.integer({ min: 2020, max: 2030 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, day]) => `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`);

/** Returns random rules with their starts; the same ones for the same seed. */
export function randomRuleCases(count: number, seed: number): RuleCase[] {
  return fc
    .sample(fc.tuple(randomRules, starts), { numRuns: count, seed })
    .map(([rule, start]) => ({ rule, start, last: `${Number(start.slice(0, 4)) + COMPARED_YEARS}-12-31` }));
}

/** Prints, for each line with a rule, a start and a last day, the first days. */
const DATEUTIL = `
import datetime, itertools, sys, warnings
from dateutil.rrule import rrulestr
warnings.simplefilter("ignore")
for line in sys.stdin:
    rule, *bounds = line.split()
    start, last = (datetime.datetime.fromisoformat(day) for day in bounds)
    # If no day matches, it searches until this year, which is 9999 otherwise.
    datetime.MAXYEAR = last.year
    days = rrulestr("RRULE:" + rule, dtstart=start).replace(until=last)
    print(*(day.date().isoformat() for day in itertools.islice(days, ${COMPARED_DAYS})))
`;

/** What libical prints for a rule that it rejects, as it does if a rule has no occurrence. */
const REJECTED = "rejected";

/** The same with libical. Its iterator returns a null time at the end. */
const LIBICAL = `
import sys
import gi
gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib
for line in sys.stdin:
    rule, start, last = line.split()
    first = ICalGLib.Time.new_from_string(start.replace("-", ""))
    try:
        days = ICalGLib.RecurIterator.new(ICalGLib.Recurrence.new_from_string(rule), first)
    except TypeError:
        print("${REJECTED}")
        continue
    found = []
    while len(found) < ${COMPARED_DAYS}:
        time = days.next()
        day = f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"
        if time.is_null_time() or day > last:
            break
        found.append(day)
    print(*found)
`;

/** Independent implementations of RFC 5545, as Python programs. */
export const REFERENCES = {
  "python-dateutil": { imports: "import dateutil.rrule", program: DATEUTIL },
  libical: { imports: 'import gi; gi.require_version("ICalGLib", "3.0")', program: LIBICAL },
};
export type Reference = keyof typeof REFERENCES;

/** Returns a Python interpreter that has the reference; null if it is not installed. */
export function interpreterOf(reference: Reference): string | null {
  // Debian's packages belong to Debian's interpreter, which may not be the first one.
  const hasReference = (python: string) => {
    try {
      execFileSync(python, ["-c", REFERENCES[reference].imports], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  };
  return ["python3", "/usr/bin/python3"].find(hasReference) ?? null;
}

/** Returns the days of each case according to a reference, separated by spaces. */
export function referenceDays(reference: Reference, python: string, cases: readonly RuleCase[]): string[] {
  const input = cases.map(({ rule, start, last }) => `${rule} ${start} ${last}`).join("\n");
  const program = REFERENCES[reference].program;
  return execFileSync(python, ["-c", program], { input, maxBuffer: 1 << 26, encoding: "utf8" }).split("\n");
}
