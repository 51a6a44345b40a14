// Compares the occurrences of random recurrence rules with those of independent implementations. See docs/proof.md.
import { parseArgs } from "node:util";
import { nextOccurrences } from "../../../packages/schema/src/recurrence/occurrences.ts";
import { isRule, parseRule } from "../../../packages/schema/src/recurrence/rule-text.ts";
import type { Rule } from "../../../packages/schema/src/recurrence/rule.ts";
import {
  COMPARED_DAYS,
  REFERENCES,
  interpreterOf,
  randomRuleCases,
  referenceDays,
} from "../../../packages/schema/src/testing/reference-rules.ts";
import type { Reference, RuleCase } from "../../../packages/schema/src/testing/reference-rules.ts";
import { countChecks, tablesOf, writeSection } from "../check.ts";
import type { Check, Part } from "../check.ts";

const { values: flags } = parseArgs({ options: { rules: { type: "string" }, seed: { type: "string" } } });
const rules = Number(flags.rules ?? 2_000);
const seed = Number(flags.seed ?? Math.floor(Math.random() * 1e6));

/**
 * Faults that the comparison must find: each changes a rule before its occurrences are computed. Weeks with another
 * first day are compared with python-dateutil only, because libical has a fault of its own there.
 */
const PLANTED: { name: string; references: Reference[]; change: (rule: Rule) => Rule }[] = [
  {
    name: "weeks that always begin on Monday",
    references: ["python-dateutil"],
    change: (rule) => ({ ...rule, weekStart: 1 }),
  },
  {
    name: "an ignored BYSETPOS",
    references: ["python-dateutil", "libical"],
    change: (rule) => ({ ...rule, positions: [] }),
  },
  {
    name: "a count that is one too high",
    references: ["python-dateutil", "libical"],
    change: (rule) => ({ ...rule, count: rule.count === null ? null : rule.count + 1 }),
  },
];

/** The rules for which a reference is known to differ from RFC 5545, with what it does instead; see docs/time.md. */
const KNOWN_FAULTS: Record<Reference, ((rule: Rule) => boolean)[]> = {
  "python-dateutil": [],
  libical: [
    // Skips the rest of the first week.
    ({ frequency, interval, weekStart }) => frequency === "weekly" && interval > 1 && weekStart !== 1,
    // Finds no day.
    ({ frequency, monthDays }) => frequency === "daily" && monthDays.some((day) => day < 0),
    // Applies only to the month of the start.
    ({ frequency, months, monthDays }) => frequency === "yearly" && monthDays.length > 0 && months.length === 0,
    // Counts a day of the month twice if it is also given from the end.
    ({ monthDays, positions }) =>
      positions.length > 0 && monthDays.some((day) => day < 0) && monthDays.some((day) => day > 0),
  ],
};

function main(): void {
  const startedAt = performance.now();
  console.log(`Seed ${seed}; the same again with: npm run proof:recurrence -- --rules ${rules} --seed ${seed}`);
  const cases = randomRuleCases(rules, seed);
  // Safe because these are the keys of the object.
  const checks = (Object.keys(REFERENCES) as Reference[]).flatMap((reference) =>
    compareWith(reference, casesFor(reference, cases)),
  );
  const part: Part = { title: `${rules} random rules, ${COMPARED_DAYS} occurrences of each`, checks };
  const { passed, failed } = countChecks([part]);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const summary = `${passed} checks passed, ${failed} failed; seed ${seed}, ${seconds} s, Node ${process.versions.node}.`;
  writeSection("docs/proof.md", "recurrence", `${summary}\n\n${tablesOf([part])}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function compareWith(reference: Reference, cases: readonly RuleCase[]): Check[] {
  const python = interpreterOf(reference);
  if (python === null) return [{ name: reference, expected: "installed", found: "missing", isPassed: false }];
  const answers = referenceDays(reference, python, cases);
  const differing = (change: (rule: Rule) => Rule) =>
    cases.filter((one, index) => daysOf(one, change) !== answers[index]);
  const isKnown = ({ rule }: RuleCase) => KNOWN_FAULTS[reference].some((hasFault) => hasFault(ruleOf(rule)));
  const different = differing((rule) => rule);
  const unknown = different.filter((one) => !isKnown(one));
  for (const { rule, start } of unknown.slice(0, 20)) console.log(`- ${reference}: ${rule} from ${start}`);
  return [
    {
      name: `Different from ${reference}`,
      expected: "0",
      found: `${unknown.length} of ${cases.length}, and ${different.length - unknown.length} with its known faults`,
      isPassed: unknown.length === 0,
    },
    ...PLANTED.filter(({ references }) => references.includes(reference)).map(({ name, change }) => {
      const found = differing(change).filter((one) => !isKnown(one)).length;
      return {
        name: `Planted, against ${reference}: ${name}`,
        expected: "> 0",
        found: String(found),
        isPassed: found > 0,
      };
    }),
  ];
}

/**
 * Returns the cases that a reference is asked. If the start does not match the rule, which the RFC leaves undefined,
 * libical counts intervals from the first match. It gets the first match as the start, and no rules without one.
 */
function casesFor(reference: Reference, cases: readonly RuleCase[]): RuleCase[] {
  if (reference !== "libical") return [...cases];
  return cases.flatMap((one) => {
    const [start] = nextOccurrences({ rule: ruleOf(one.rule), start: one.start }, 1, one.start);
    return start === undefined ? [] : { ...one, start };
  });
}

function ruleOf(text: string): Rule {
  const rule = parseRule(text);
  if (!isRule(rule)) throw new Error(`${text}: ${rule.part} ${rule.reason}`);
  return rule;
}

/** Returns the occurrences of a changed rule, separated by spaces. */
function daysOf({ rule, start, last }: RuleCase, change: (rule: Rule) => Rule): string {
  const days = nextOccurrences({ rule: change(ruleOf(rule)), start }, COMPARED_DAYS, start);
  return days.filter((day) => day <= last).join(" ");
}

main();
