import type { ClockTime, Day, TimeZone } from "../day.ts";
import type { Rule } from "../recurrence/rule.ts";
import type { CalendarDate, Classes, Reading, Unit } from "./lexicon.ts";
import type { QuickAddContext, QuickAddReminder } from "./quick-add.ts";

/**
 * How clearly words mean a date: `weekday` words can also describe a noun, `explicit` ones contain a number.
 * `invalid` ones do not exist, such as 30 February, or are not the weekday typed with them.
 */
export type Strength = "explicit" | "word" | "phrase" | "weekday" | "invalid";

/** A day, possibly with a time. */
export type DayValue = {
  day: Day;
  time: TimeValue | null;
  strength: Strength;
  /** See {@link CalendarDate}. */
  separator?: CalendarDate["separator"];
};

/** A time of day. */
export type TimeValue = {
  time: ClockTime;
  /** Whether it is an hour alone, as in "at 5". */
  isHour?: boolean;
  /** Whether it has neither am nor pm, so that a part of the day can change it. */
  isOpen?: boolean;
  /** The length of a range such as "2-4pm". */
  minutes?: number;
  /** Whether it only counts next to a date or a recurrence, such as "noon". */
  isWeak?: boolean;
};

/** A day, a time, or both. */
export type Moment = {
  day: DayValue | null;
  time: TimeValue | null;
  /** The part of the day, as its time. */
  part?: ClockTime | undefined;
  /** A zone typed after the time. */
  timeZone?: TimeZone | undefined;
};

/** A recurrence as typed, before its first day is known. */
export type RepeatValue = {
  rule: Rule;
  time?: ClockTime | undefined;
  isAdverb?: boolean;
};

/** A recurrence with its limits. The rule is null if no rule can express what they leave. */
export type RecurrenceValue = Omit<RepeatValue, "rule"> & Omit<Limits, "time"> & { rule: Rule | null };

/** What limits a recurrence. `lasts` is its length from its first day, and `except` are weekdays without it. */
export type Limits = {
  from?: Day;
  until?: Day;
  count?: number | undefined;
  lasts?: { n: number; unit: Unit };
  except?: number[];
  time?: TimeValue;
};

/** What the patterns of each kind mean. Lengths are in minutes. */
export type ValuesOf = {
  day: DayValue;
  time: TimeValue;
  repeat: RepeatValue;
  limit: Limits;
  amount: number;
  length: number;
  recurrence: RecurrenceValue;
  duration: number;
  start: Moment;
  due: Moment;
  reminder: QuickAddReminder;
};
export type PatternKind = keyof ValuesOf;

/** The values of classes that only some of the patterns of an action have. */
type OptionalValues = Pick<
  Reading,
  "clock" | "moment" | "range" | "factor" | "short" | "nth" | "nths" | "ordinals" | "date" | "weekdays"
> & { second?: number; third?: number; minute?: number; day?: DayValue; time?: TimeValue; limit?: Limits };

/**
 * The values of the classes of a matched pattern. The types of the others assume that all patterns of an action have the
 * classes that it needs, which the corpora check.
 */
export type Values = OptionalValues &
  Omit<Required<Classes> & ValuesOf, keyof OptionalValues> & { [other: string]: unknown };

/** Gives a matched pattern a meaning; null if it has none. */
export type Action<Value> = (values: Values, context: QuickAddContext, parameter: string | undefined) => Value | null;
