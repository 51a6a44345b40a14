import { DAY_ACTIONS } from "./day-actions.ts";
import type { PatternTable } from "./language.ts";
import { minutesOfUnit } from "./lexicon.ts";
import { clockOf, whenOf } from "./moment.ts";
import { limitRepeat, LIMIT_ACTIONS, REPEAT_ACTIONS } from "./repeat-actions.ts";
import { TIME_ACTIONS } from "./time-actions.ts";
import type { Action, PatternKind, ValuesOf } from "./values.ts";

/** A part of the day after a day. */
const PART = "{part}|{laterPart=part}?";

/** The patterns that are the same in all languages. A kind can have those of the language too. */
export const COMMON_PATTERNS: Readonly<Partial<Record<PatternKind, PatternTable>>> = {
  limit: { time: ["<time>"] },
  amount: { minutes: ["{minutes}", "{n}|{decimal=n} {unit}"] },
  length: {
    sum: ["<amount>", "<amount> {and}? <amount=second>", "<amount> {and}? <amount=second> {and}? <amount=third>"],
  },
  recurrence: { limit: ["<repeat> {part}? <limit>? <limit>? <limit>? <limit>? <limit>?"] },
  duration: { length: ["{lasting} <length>"] },
  start: { due: ["{starting} {prepositions}? {prepositions}? <due>"] },
  due: {
    moment: [
      `<day> ${PART}`,
      `<day> ${PART} <time> {zone}?`,
      "<time> {zone}?",
      `<time> {zone}? {prepositions}? <day> ${PART}`,
    ],
  },
  reminder: { short: ["{short}"], length: ["<length>"], due: ["<due>"] },
};

/** What the patterns of each kind mean. */
export const ACTIONS: { [Kind in PatternKind]: Readonly<Record<string, Action<ValuesOf[Kind]>>> } = {
  day: DAY_ACTIONS,
  time: TIME_ACTIONS,
  repeat: REPEAT_ACTIONS,
  limit: LIMIT_ACTIONS,
  amount: { minutes: ({ minutes, n, unit }) => minutes ?? (n * minutesOfUnit(unit) || null) },
  length: {
    named: (_values, _context, minutes) => Number(minutes),
    sum: ({ amount, second = 0, third = 0 }) => Math.round(amount + second + third),
  },
  recurrence: { limit: limitRepeat },
  duration: { length: ({ length }) => length },
  start: { due: ({ due }) => (due.day ? due : null) },
  due: {
    // A day that is some hours from now has a time.
    moment: ({ day = null, time = null, part, zone }) =>
      day?.time && (time || part) ? null : { day, time: time ?? day?.time ?? null, part, timeZone: zone },
  },
  reminder: {
    short: ({ short }) => {
      const days = short?.unit === "day" ? 1 : short?.unit === "week" ? 7 : 0;
      return short && days ? { minutesBefore: short.n * days * 1440 } : null;
    },
    length: ({ length }) => ({ minutesBefore: length }),
    due: ({ due }, context) =>
      clockOf(due) !== null && due.day?.strength !== "invalid" ? { at: whenOf(due, context) } : null,
  },
};
