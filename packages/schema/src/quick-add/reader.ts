import type { DayValue } from "./day-actions.ts";
import { DAY_ACTIONS, isSupported } from "./day-actions.ts";
import type { DayAction, Language, LimitAction, RepeatAction, TimeAction } from "./language.ts";
import type { Reading } from "./lexicon.ts";
import { lexiconOf, NOTHING, readingOf, wordList } from "./lexicon.ts";
import type { PatternTree, Reader } from "./pattern.ts";
import { compilePatterns, matchesAt } from "./pattern.ts";
import type { QuickAddContext } from "./quick-add.ts";
import type { TimeValue } from "./time-actions.ts";
import { TIME_ACTIONS } from "./time-actions.ts";
import type { Word } from "./word.ts";

/** Lists of words in a language table that are only tested for membership. */
const WORD_SETS = [
  "lasting",
  "starting",
  "deadline",
  "and",
  "prepositions",
  "between",
  "joining",
  "determiners",
  "verbs",
  "following",
  "imperatives",
  "counters",
  "quantities",
  "dayNames",
  "homographs",
] as const;

type CompiledLanguage = {
  lexicon: Map<string, Reading>;
  days: PatternTree<DayAction>;
  times: PatternTree<TimeAction>;
  repeats: PatternTree<RepeatAction>;
  limits: PatternTree<LimitAction>;
  lengths: PatternTree<"length">;
  sets: Record<(typeof WORD_SETS)[number], ReadonlySet<string>>;
};

type WordSets = CompiledLanguage["sets"];
/** Lists that are those of all languages, because they are about the words around a date. */
const SHARED_SETS = ["between", "joining", "determiners", "verbs", "following", "counters", "quantities"] as const;

const sharedSets = new WeakMap<readonly Language[], Partial<WordSets>>();

function setsOf(languages: readonly Language[]): Partial<WordSets> {
  const known = sharedSets.get(languages);
  if (known) return known;
  const made: Partial<WordSets> = {};
  for (const name of SHARED_SETS) made[name] = new Set(languages.flatMap((one) => [...compile(one).sets[name]]));
  sharedSets.set(languages, made);
  return made;
}

const compiled = new WeakMap<Language, CompiledLanguage>();

function compile(language: Language): CompiledLanguage {
  const known = compiled.get(language);
  if (known) return known;
  const sets: Record<string, ReadonlySet<string>> = {};
  for (const name of WORD_SETS) sets[name] = new Set(wordList(language[name]));
  const made: CompiledLanguage = {
    lexicon: lexiconOf(language),
    days: compilePatterns(language.days),
    times: compilePatterns(language.times),
    repeats: compilePatterns(language.repeats),
    limits: compilePatterns(language.limits),
    lengths: compilePatterns(language.lengths),
    sets,
  };
  compiled.set(language, made);
  return made;
}

/** Something that was read, and the index of the word after it. */
export type Read<Value> = { value: Value; end: number };

/** The words of a line as one language reads them. */
export type LineReader = Reader &
  Omit<CompiledLanguage, "lexicon"> & { language: Language; context: QuickAddContext; hasLowerCase: boolean };

const knownClasses = new WeakMap<Reading, readonly string[]>();

function classesOf(reading: Reading): readonly string[] {
  const known = knownClasses.get(reading);
  if (known) return known;
  const classes = Object.keys(reading);
  knownClasses.set(reading, classes);
  return classes;
}

/** Reads the words of a line in a language. */
export function createReader(
  words: readonly Word[],
  language: Language,
  context: QuickAddContext,
  hasLowerCase: boolean,
): LineReader {
  const { lexicon, ...patterns } = compile(language);
  const sets = { ...patterns.sets, ...setsOf(context.languages) };
  const isDayFirst = context.dayMonthOrder === "dayFirst";
  const readings = words.map(({ fold, isPlain }) =>
    isPlain ? NOTHING : readingOf(fold, language, lexicon, isDayFirst),
  );
  const reader: LineReader = {
    ...patterns,
    sets,
    words,
    readings,
    classes: readings.map(classesOf),
    and: sets.and,
    between: sets.between,
    nested: (name, index) => {
      const day = name === "day" ? readDay(reader, index) : null;
      return day?.value.strength === "invalid" ? null : day;
    },
    language,
    context,
    hasLowerCase,
  };
  return reader;
}

/** Reads the longest day at a word. */
export function readDay(reader: LineReader, index: number): Read<DayValue> | null {
  for (const { action, parameter, values, end } of matchesAt(reader.days, reader, index)) {
    const found = DAY_ACTIONS[action](values, reader.context, parameter);
    if (found === null) continue;
    if (!isSupported(found.day)) return { value: { day: reader.context.today, time: null, strength: "invalid" }, end };
    const separator = action === "calendar" ? separatorOf(reader.words[end - 1], values) : undefined;
    return { value: { day: found.day, time: found.time ?? null, strength: found.strength, separator }, end };
  }
  return null;
}

function separatorOf(word: Word | undefined, { calendar }: Reading): DayValue["separator"] {
  if (word === undefined || calendar?.year !== null) return undefined;
  if (word.fold.includes("/")) return "/";
  return word.fold.endsWith(".") ? undefined : ".";
}

/** Reads the longest time at a word. */
export function readTime(reader: LineReader, index: number): Read<TimeValue> | null {
  for (const { action, parameter, values, end } of matchesAt(reader.times, reader, index)) {
    const value = TIME_ACTIONS[action](values, parameter);
    if (value !== null) return { value, end };
  }
  return null;
}

/** Reads a length of time in minutes, such as "1h 30m" or "2 hours and 5 minutes". */
export function readLength(reader: LineReader, index: number): Read<number> | null {
  const [named] = matchesAt(reader.lengths, reader, index);
  if (named) return { value: Number(named.parameter), end: named.end };
  let minutes = 0;
  let end = index;
  let at = index;
  while (reader.words[at]?.isPlain === false) {
    const reading = reader.readings[at];
    const unit = reader.readings[at + 1]?.unit;
    const count = reading?.n ?? decimalOf(reader.words[at]);
    if (reading?.minutes !== undefined) {
      minutes += reading.minutes;
      at += 1;
    } else if (count !== undefined && (unit === "hour" || unit === "minute") && isJoined(reader, at + 1)) {
      minutes += count * (unit === "hour" ? 60 : 1);
      at += 2;
    } else break;
    end = at;
    if (!isJoined(reader, at)) break;
    if (reader.and.has(reader.words[at]?.fold ?? "")) at += 1;
  }
  return minutes > 0 ? { value: Math.round(minutes), end } : null;
}

function decimalOf(word: Word | undefined): number | undefined {
  return word !== undefined && /^\d{1,2}[.,]\d$/.test(word.fold) ? Number(word.fold.replace(",", ".")) : undefined;
}

function isJoined({ words }: Reader, index: number): boolean {
  return words[index]?.before === "" && !words[index].isPlain && words[index - 1]?.after === "";
}
