import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Expression } from "./expression-input.ts";
import { expressions } from "./expression.fixture.ts";
import { listScopeOf } from "./expression.ts";
import { parseFilter } from "./parse.ts";
import { printFilter } from "./print.ts";
import { FilterProblem } from "./problem.ts";
import { createResolver } from "./resolver.ts";

const id = (last: number) => `0190aaaa-0000-7000-8000-${String(last).padStart(12, "0")}`;
const [home, garden, errand, near, mira, me, twin, otherTwin, unnamed] = [
  id(1),
  id(2),
  id(3),
  id(4),
  id(5),
  id(6),
  id(7),
  id(8),
  id(9),
] as const;

const resolver = createResolver([
  { field: "project", id: home, names: ["HOME", "Home sweet home"] },
  { field: "project", id: garden, names: ["Garden"] },
  { field: "label", id: errand, names: ["errand"] },
  { field: "label", id: near, names: ['at "home", or\\near'] },
  { field: "assignee", id: mira, names: ["Mira Ödegård"] },
  { field: "assignee", id: me, names: ["me"] },
  { field: "section", id: twin, names: ["Twin", "HOME/Twin"] },
  { field: "section", id: otherTwin, names: ["Twin"] },
]);
const read = (text: string) => parseFilter(text, resolver);
const canonical = (text: string) => printFilter(read(text), resolver);

const text = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }),
    fc.constantFrom("and", "OR", "not", "none", "me", "-", "a:b", '"', "\\", "(x)", "today", unnamed, "a,b", "-x"),
  )
  .map((value) =>
    value
      .normalize("NFC")
      .replace(/[\p{C}\n\r\u2028\u2029]/gu, "")
      .trim(),
  )
  .filter((value) => /[^\s\p{Cf}\p{Z}]/u.test(value));

const made = expressions({
  project: [home, garden, unnamed],
  section: [twin, otherTwin, unnamed],
  label: [errand, near, unnamed],
  assignee: [mira, me],
  day: ["2026-12-01", "1970-01-01"],
  text,
});

test("a printed filter matches the schema and is parsed back to the same expression", () => {
  fc.assert(
    fc.property(made, (expression) => {
      const printed = printFilter(expression, resolver);
      expect(read(printed), printed).toEqual(expression);
      expect(Expression.parse(expression)).toEqual(expression);
    }),
    { numRuns: 500 },
  );
});

test("any text is either rejected with a message or has a stable canonical form", () => {
  const word = fc.constantFrom(
    "a",
    "or",
    "and",
    "not",
    "-",
    "(",
    ")",
    ":",
    ",",
    '"',
    "label:errand",
    "due:",
    "<today",
    " ",
  );
  const anything = fc.oneof(
    fc.array(word, { maxLength: 12 }).map((words) => words.join(" ")),
    fc.string(),
  );
  fc.assert(
    fc.property(anything, (written) => {
      let once: string;
      try {
        once = canonical(written);
      } catch (error) {
        expect(error).toBeInstanceOf(FilterProblem);
        expect(error).toMatchObject({ message: expect.stringMatching(/\.$/) });
        return;
      }
      expect(canonical(once)).toBe(once);
    }),
    { numRuns: 1000 },
  );
});

describe("canonical form", () => {
  test.each([
    ["", ""],
    ["buy milk", "buy milk"],
    ['"buy milk"', '"buy milk"'],
    ["text:milk", "milk"],
    ["a AND b Or c", "a b or c"],
    ["a (b or c)", "a (b or c)"],
    ["((a b))", "a b"],
    ["not not a", "a"],
    ["NOT (a b)", "-(a b)"],
    ["project:home", "project:HOME"],
    ['project:"Home sweet home",garden', "project:HOME,Garden"],
    ['label:errand,"at \\"home\\", or\\\\near",none', 'label:errand,"at \\"home\\", or\\\\near",none'],
    ["assignee:me", "assignee:me"],
    ['assignee:"me"', 'assignee:"me"'],
    ['assignee:"mira ödegård"', 'assignee:"Mira Ödegård"'],
    ["section:HOME/Twin", "section:HOME/Twin"],
    [`section:${otherTwin}`, `section:${otherTwin}`],
    ["status:closed", "status:done,cancelled"],
    ["priority:p1,HIGH,none", "priority:high,none"],
    ["due:tomorrow", "due:today+1"],
    ["due:today..+7d", "due:today..today+7"],
    ["due:-2w..yesterday", "due:today-14..today-1"],
    ["due:<today", "due:overdue"],
    ["due:overdue", "due:overdue"],
    ["start:<today", "start:<=today-1"],
    ["created:>=today-7", "created:>=today-7"],
    ["completed:>2026-12-31", "completed:>=2027-01-01"],
    ["due:none -has:labels is:subtask", "due:none -has:labels is:subtask"],
  ])("%s", (written, printed) => {
    expect(canonical(written)).toBe(printed);
  });
});

test.each([
  ["label:errand", { status: "open", isArchived: false }],
  ["a -(b or status:done)", { status: "any", isArchived: false }],
  ["completed:today", { status: "any", isArchived: false }],
  ["-is:archived", { status: "open", isArchived: "any" }],
])("listScopeOf(%s) includes the statuses and archived tasks that the filter names", (written, scope) => {
  expect(listScopeOf(read(written) ?? { all: [] })).toEqual(scope);
});

describe("a parse error contains the position and what was expected", () => {
  test.each([
    ["(a or b", 0, "no matching )"],
    ["a)", 1, "no matching ("],
    ["a or", 4, "Expected a condition"],
    ["and a", 0, "Expected a condition"],
    ['a "b', 2, "isn't closed"],
    ["colour:red", 0, "Expected a field"],
    ["label:", 6, "Expected a value"],
    ["label: errand", 6, "Expected a value"],
    ["label:errand,", 13, "Expected a value"],
    ["label:chore", 6, "no label “chore”"],
    ["section:Twin", 8, "more than one"],
    ["due:soon", 4, "Expected a day"],
    ["due:2026-02-30", 4, "Expected a day"],
    ["due:today..today+1..today+2", 4, "Expected a day"],
    ["due:<1970-01-01", 4, "Expected a day"],
    ["due:>today+3660", 4, "Expected a day"],
    ["due:today+99999", 4, "Expected a day"],
    ["has:fun", 4, "description, due"],
    ["has:due,start", 8, "one value"],
    ["status:constructor", 7, "open, done"],
    ['text:" "', 5, "words to search for"],
    ["((((((a))))))", 5, "At most 5 groups"],
    [Array(51).fill("a").join(" "), 101, "at most 50 values"],
    ["x".repeat(201), 0, "at most 200 characters"],
    ["x ".repeat(6000), 10_000, "too long"],
  ])("%s", (written, position, message) => {
    const refusal = (() => {
      try {
        return read(written);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toMatchObject({ position, message: expect.stringContaining(message) });
  });
});

test("the schema rejects expressions that exceed the limits, lack a bound or have invalid values", () => {
  const leaf = { field: "has", is: "due" };
  const nested = (depth: number): unknown => (depth === 0 ? leaf : { not: nested(depth - 1) });
  expect(Expression.safeParse(nested(5)).success).toBe(true);
  const refused = [
    nested(6),
    nested(5000),
    { all: [] },
    { all: [leaf], any: [leaf] },
    { all: Array.from({ length: 51 }, () => leaf) },
    { any: Array.from({ length: 26 }, () => ({ field: "priority", is: [1, 2] })) },
    { field: "label", is: ["errand"] },
    { field: "label", is: ["me"] },
    { field: "project", is: ["none"] },
    { field: "due", from: null, to: null },
    { field: "due", from: "tomorrow", to: null },
    { field: "text", contains: "a\u0000" },
    { field: "text", contains: " " },
    "open",
    null,
  ];
  for (const [index, value] of refused.entries())
    expect(Expression.safeParse(value).success, `number ${index}`).toBe(false);
});
