/** For each action, the patterns that it gives a meaning. */
export type PatternTable<Action extends string = string> = Readonly<Partial<Record<Action, readonly string[]>>>;

/**
 * The words and patterns of one language. Words are separated by spaces and compared without case and accents.
 *
 * A pattern is a sequence of elements: words and classes of words in braces, separated by `|`, or another pattern such
 * as `<day>`. `?` after an element makes it optional. The plurals `{weekdays}`, `{nths}` and `{ordinals}` allow a list
 * ("mon, wed and fri"). `{class=name}` stores the value as `name`. What follows `=>` is a parameter of the action.
 */
export type Language = {
  /** BCP 47 tag. Each language has its own. */
  tag: string;
  /** For each class, the words for each of its values. With commas between them, the values are 1, 2, 3 and so on. */
  classes: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** Matches an ordinal written in digits; its first group is the number. */
  ordinal: RegExp;
  patterns: {
    day: PatternTable<DayAction>;
    time: PatternTable<TimeAction>;
    repeat: PatternTable<RepeatAction>;
    /** What limits a recurrence. */
    limit: PatternTable<LimitAction>;
    /** Lengths of time that are not a number with a unit, in minutes. */
    length: PatternTable<LengthAction>;
  };
  /** Words before and after dates. If several languages are read, the lists of all of them apply. */
  lists: Readonly<Partial<Record<WordList, string>>>;
  /** Whether a weekday before a noun describes it, as in "Friday drinks". In German, the two would be one word. */
  describesNouns: boolean;
};

/** Words that are only looked up. */
export type WordList =
  /** Words that begin a duration. */
  | "lasting"
  /** Words that begin the start of a task. */
  | "starting"
  /** Words before a deadline in braces. */
  | "deadline"
  /** Words between the items of a list. */
  | "and"
  /** Words that belong to the date that follows. */
  | "prepositions"
  /** Words between the first and the last day of a range, or between two days. */
  | "between"
  /** Words after which a date is part of the sentence, such as "about Friday". */
  | "joining"
  /** Articles and possessives, after which a date describes a noun, as in "the Monday report". */
  | "determiners"
  /** Words before which a date is the subject of the sentence, as in "Friday is a holiday". */
  | "verbs"
  /** Words that show that a date before them is complete, as in "Friday with Bob". */
  | "following"
  /** Words with which a task begins, as in "Friday call Bob". */
  | "imperatives"
  /** Nouns that are followed by a number which is no date, such as "page 12/11". */
  | "counters"
  /** Nouns other than units of time after a number which is no date, as in "March 5 km". */
  | "quantities"
  /** Words that form a name with the weekday after them, such as "Black Friday". */
  | "dayNames"
  /** Words after a recurrence that exclude some of its days. */
  | "except"
  /** Abbreviations of weekdays that are also other words, such as "sun". */
  | "homographs";

/** What a pattern for a day means. See `day-actions.ts`. */
export type DayAction =
  | "fromToday"
  | "offset"
  | "unit"
  | "weekday"
  | "nextWeekday"
  | "weekend"
  | "monthDay"
  | "calendar"
  | "dayOfMonth"
  | "weekdayOfMonth"
  | "lastDay"
  | "lastWorkday"
  | "endOf";

/** What a pattern for a time means. See `time-actions.ts`. */
export type TimeAction = "clock" | "halfClock" | "hour" | "hour24" | "meridiem" | "fraction" | "range" | "part";

/** What a pattern for a recurrence means. See `repeat-actions.ts`. */
export type RepeatAction =
  | "unit"
  | "weekdays"
  | "workdays"
  | "weekend"
  | "part"
  | "monthDays"
  | "lastDay"
  | "lastWorkday"
  | "ordinalWeekday"
  | "yearDay"
  | "adverb";

/** What a pattern that limits a recurrence means. */
export type LimitAction = "from" | "until" | "length" | "count" | "except" | "time";

/** What a pattern for a length of time means. */
export type LengthAction = "named" | "sum";
