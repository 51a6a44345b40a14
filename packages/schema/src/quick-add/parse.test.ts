import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { isDay } from "../day.ts";
import { isRule, parseRule, printRule } from "../recurrence/rule-text.ts";
import { cpuTimeOf } from "../testing/cpu-time.ts";
import { CORPUS_CONTEXTS, corpusLines } from "../testing/quick-add-corpus.ts";
import { parseDateText } from "./parse-date.ts";
import { dismissalOf, parseQuickAdd } from "./parse.ts";
import type { Dismissal, QuickAdd } from "./quick-add.ts";

const context = CORPUS_CONTEXTS.english;
const both = CORPUS_CONTEXTS.german;

/** Returns the kinds of the tokens of a line with their texts. */
function tokensOf(line: string, { spans }: QuickAdd): string[] {
  return spans.map(({ kind, start, end }) => `${kind} ${line.slice(start, end)}`);
}

describe("the spans of a line", () => {
  test("cover each token with its sign and its preposition", () => {
    const line =
      "Fix sink by friday 5pm every! 2 weeks #home renovation/kitchen @health +ada p1 {5 may} for 1h !30m //x";
    expect(tokensOf(line, parseQuickAdd(line, context))).toEqual([
      "due by friday 5pm",
      "recurrence every! 2 weeks",
      "project #home renovation",
      "section /kitchen",
      "label @health",
      "person +ada",
      "priority p1",
      "deadline {5 may}",
      "duration for 1h",
      "reminder !30m",
      "description //x",
    ]);
  });

  test("are two for a date and a time that are apart", () => {
    const line = "tomorrow meet Bob at 5pm";
    expect(tokensOf(line, parseQuickAdd(line, context))).toEqual(["due tomorrow", "due at 5pm"]);
  });
});

describe("names that are not known", () => {
  test("stay in the title and are reported", () => {
    const { title, unknown } = parseQuickAdd("Fix #garden/shed @tools +bob tomorrow #123 +1", context);
    expect(title).toBe("Fix #garden/shed @tools +bob #123 +1");
    expect(unknown.map(({ kind, name, start, end }) => [kind, name, start, end])).toEqual([
      ["project", "garden", 4, 11],
      ["label", "tools", 17, 23],
      ["person", "bob", 24, 28],
    ]);
  });
});

describe("a dismissed token", () => {
  const dismiss = (line: string, index: number) => {
    const span = parseQuickAdd(line, context).spans[index];
    if (span === undefined) throw new Error(`no token ${index}`);
    return { ...context, dismissed: [dismissalOf(line, span)] };
  };

  test("is plain text, also while the person types on", () => {
    const line = "Call tomorrow about tomorrow";
    const dismissed = dismiss("Read friday", 0);
    expect(parseQuickAdd("Read friday", dismissed)).toMatchObject({ title: "Read friday", due: null });
    expect(parseQuickAdd("Read friday p1", dismissed)).toMatchObject({ title: "Read friday", priority: 3, due: null });
    expect(parseQuickAdd("Read friday friday", dismissed).due).toEqual({ date: "2026-11-27" });
    expect(parseQuickAdd(line, dismiss(line, 0))).toMatchObject({ title: line, due: null });
  });

  test("is read again when its words change", () => {
    expect(parseQuickAdd("Read fridays", dismiss("Read friday", 0)).due).toBeNull();
    expect(parseQuickAdd("Read monday", dismiss("Read friday", 0)).due).toEqual({ date: "2026-11-30" });
  });

  test("makes a whole line plain if all its tokens are dismissed", () => {
    for (const entry of corpusLines("english")) {
      const [line = ""] = entry.split(" => ");
      const dismissed: Dismissal[] = [];
      const dismissAll = (): boolean => {
        const { spans } = parseQuickAdd(line, { ...context, dismissed });
        dismissed.push(...spans.map((span) => dismissalOf(line, span)));
        return spans.length > 0;
      };
      for (let rounds = 0; dismissAll(); rounds += 1) expect(rounds).toBeLessThan(5);
      expect(parseQuickAdd(line, { ...context, dismissed }).title).toBe(line);
    }
  });
});

test("kinds that are not enabled stay text", () => {
  const line = "Fix sink tomorrow every week p1 @health #garden !30m for 2h";
  const result = parseQuickAdd(line, { ...context, kinds: ["label"] });
  expect(tokensOf(line, result)).toEqual(["label @health"]);
  expect(result.unknown).toEqual([]);
});

test("spaces, line breaks and punctuation before a token at the end are removed", () => {
  expect(parseQuickAdd("Call Bob \n, tomorrow", context).title).toBe("Call Bob");
});

test("an empty line has an empty title", () => {
  expect(parseQuickAdd("", context)).toMatchObject({ title: "", spans: [] });
  expect(parseQuickAdd("  ", context)).toMatchObject({ title: "", spans: [] });
});

test("elapsed hours count across a change of the clock", () => {
  // On 25 October 2026, clocks in Berlin go back from 03:00 to 02:00.
  const night = { ...context, today: "2026-10-25", now: "01:00" };
  expect(parseQuickAdd("Call in 4 hours", night).due).toMatchObject({ date: "2026-10-25", time: "04:00" });
});

test("a time without a day can be on a given day", () => {
  const onFriday = { ...context, day: "2026-11-27" };
  expect(parseQuickAdd("Call Bob 9am", onFriday).due).toMatchObject({ date: "2026-11-27", time: "09:00" });
  expect(parseQuickAdd("Call Bob tomorrow 9am", onFriday).due).toMatchObject({ date: "2026-11-25", time: "09:00" });
  expect(parseQuickAdd("Call Bob in 2 hours", onFriday).due).toMatchObject({ date: "2026-11-24", time: "12:00" });
  expect(parseQuickAdd("Call Bob 9am", { ...context, day: context.today }).due).toMatchObject({ date: "2026-11-25" });
});

test("the first weekday can be set", () => {
  const sunday = { ...context, weekStart: 7 };
  expect(parseQuickAdd("Plan next week", sunday).due).toEqual({ date: "2026-11-29" });
  expect(parseQuickAdd("Plan every week", sunday).recurrence?.rule).toBe("FREQ=WEEKLY;WKST=SU");
});

describe("a date on its own", () => {
  test.each([
    ["tomorrow 5pm", { date: "2026-11-25", time: "17:00", timeZone: "Europe/Berlin" }, null],
    ["noon", { date: "2026-11-24", time: "12:00", timeZone: "Europe/Berlin" }, null],
    ["by friday", { date: "2026-11-27" }, null],
    ["2020-02-29", { date: "2020-02-29" }, null],
    ["every 3 days", { date: "2026-11-24" }, "FREQ=DAILY;INTERVAL=3;WKST=MO"],
    ["jährlich", { date: "2026-11-24" }, "FREQ=YEARLY;WKST=MO"],
    ["17 Aug", { date: "2027-08-17" }, null],
    ["Sa", { date: "2026-11-28" }, null],
  ])("%s is read", (text, due, rule) => {
    const dates = parseDateText(text, both);
    expect(dates?.due).toEqual(due);
    expect(dates?.recurrence?.rule ?? null).toBe(rule);
  });

  test.each(["", "call", "friday call", "30 feb", "tomorrow friday", "p1", "monday 25 november", "in 1h30m morgen"])(
    "%s is not a date",
    (text) => {
      expect(parseDateText(text, both)).toBeNull();
    },
  );
});

/** Words and signs that mean something, so that random lines contain many tokens. */
const WORDS =
  "every each next in at on by the of last first 2nd 15th 31. 5 17 2027 5pm 17:00 10-11am 25/4 31.12. 2026-12-31 " +
  "tomorrow monday sat march may dec weekend day weeks months until starting for 2h 30m times morning noon p1 !! ! " +
  '!30m #work #home renovation/kitchen @health +ada {friday } { // " ` „ “ ( ) , . : - and to call Bob report every! ' +
  "jeden alle am um Uhr morgen Montag Tage bis ab für halb 3. Mai täglich im Monat";
const word = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...WORDS.split(" ")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
);
const lines = fc
  .array(fc.tuple(word, fc.constantFrom(" ", " ", " ", "", ", ")), { maxLength: 24 })
  .map((parts) => parts.flat().join(""));

describe("any line", () => {
  it("is parsed without an error, to values that can be stored", () => {
    const property = fc.property(fc.oneof(lines, fc.string({ unit: "binary", maxLength: 60 })), (line) => {
      const result = parseQuickAdd(line, both);
      const days = [result.due?.date, result.start?.date, result.deadline].filter((day) => day != null);
      expect(days.filter((day) => !isDay(day))).toEqual([]);
      if (result.recurrence) {
        const rule = parseRule(result.recurrence.rule);
        expect(isRule(rule) && printRule(rule)).toBe(result.recurrence.rule);
        expect(result.due).not.toBeNull();
      }
      if (line.trim() !== "") expect(result.title).not.toBe("");
      let end = 0;
      for (const span of result.spans) {
        expect(span.start).toBeGreaterThanOrEqual(end);
        expect(span.end).toBeGreaterThan(span.start);
        end = span.end;
      }
      expect(end).toBeLessThanOrEqual(line.length);
    });
    fc.assert(property, { numRuns: 3000 });
  });

  it("has a title that is shorter if it was read again, until nothing is left to read", () => {
    const property = fc.property(lines, (line) => {
      let { title, spans } = parseQuickAdd(line, both);
      for (let rounds = 0; spans.length > 0; rounds += 1) {
        const again = parseQuickAdd(title, both);
        if (again.spans.length > 0) expect(again.title.length).toBeLessThan(title.length);
        else expect(again.title).toBe(title);
        expect(rounds).toBeLessThan(40);
        ({ title, spans } = again);
      }
    });
    fc.assert(property, { numRuns: 1000 });
  });
});

describe("the time to read a line", () => {
  /** The parts whose time is closest to the limit need the most runs on a busy machine. */
  const MAX_RUNS = 500;
  /**
   * Returns the least CPU time of several runs, in milliseconds. The first runs include compilation, and other processes
   * can slow some of the runs, so it stops only when one takes less than a limit.
   */
  const leastTimeOf = async (work: () => unknown, limit: number) => {
    let least = Infinity;
    for (let run = 0; run < MAX_RUNS && least >= limit; run += 1) least = Math.min(least, await cpuTimeOf(work));
    return least;
  };

  test("is less than 1 ms for a usual line", async () => {
    const usual = corpusLines("german").slice(0, 200);
    const time = await leastTimeOf(() => {
      for (const line of usual) parseQuickAdd(line, both);
    }, usual.length);
    expect(time / usual.length).toBeLessThan(1);
  });

  test.each([
    "every mon, ",
    "every ",
    "monday to ",
    "#home ",
    "the last day of ",
    "a",
    "!",
    '"',
    "„",
    "(((",
    "5.",
    "1h",
    "call Bob about the invoice and send it ",
  ])("is less than 5 ms for 10,000 characters of %j", async (part) => {
    const line = part.repeat(Math.ceil(10_000 / part.length)).slice(0, 10_000);
    expect(await leastTimeOf(() => parseQuickAdd(line, context), 5)).toBeLessThan(5);
  });
});
