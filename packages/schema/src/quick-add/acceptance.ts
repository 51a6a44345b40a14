import type { Candidate } from "./candidate.ts";
import type { ReadWord } from "./reader.ts";
import { EDGE } from "./reader.ts";
import { isCapital } from "./word.ts";

/**
 * A candidate with the words around it: {@link EDGE} if there is none, or if a token or punctuation lies between.
 */
export type PlacedCandidate = Candidate & {
  previous: ReadWord;
  next: ReadWord;
  /** Whether it is the first or the last part of the line, apart from other tokens. */
  isAtStart: boolean;
  isAtEnd: boolean;
  /** Whether "to", "and" or a dash joins another date to it. */
  isJoined: boolean;
};

/**
 * Decides whether words that can mean a date do mean one, by the words around them. See docs/quick-add.md for the
 * rules.
 */
export function isAccepted(candidate: PlacedCandidate): boolean {
  const { kind, value, reader, from, core, to, previous, next, isAtStart } = candidate;
  const { describesNouns } = reader.language;
  const { determiners, joining, dayNames, counters } = previous.reading;
  const { verbs, unit, quantities = unit, between, imperatives } = next.reading;
  const [first, last] = [reader.at(core), reader.at(to - 1)];
  const isEnd = next === EDGE;
  const isComplete = isEnd || next.reading.following === true;
  const isImperative = isAtStart && imperatives === true;
  const hasPreposition = from < core;
  if (isPartOfName(candidate)) return false;
  if (kind === "duration") return !verbs;
  if (kind === "recurrence") {
    // "Water the plants every day except holidays"
    if (next.reading.except) return false;
    // "Send weekly report": before a noun, the word describes it.
    if (value.isAdverb) return !determiners && !joining && (candidate.isAtEnd || isComplete || !describesNouns);
    // "Check every 3rd invoice"
    return isComplete || last.reading.ordinal === undefined || isImperative;
  }

  const { day, time, part } = value;
  const strength = day?.strength;
  if (strength === "invalid") return false;
  // At the start of a line, "start" is the verb of the task.
  if (kind === "start") return !isAtStart || first.fold !== "start";
  if (candidate.isJoined || (!day && (!time || (time.isWeak && !hasPreposition)))) return false;
  // A date of an earlier year is what the task is about.
  if (day && day.day.slice(0, 4) < reader.context.today.slice(0, 4)) return false;
  if (!hasPreposition) {
    if (determiners || joining || /['’]s$|s['’]$/.test(previous.text + previous.after)) return false;
    if (day && dayNames) return false;
    if (counters && (!day || day.separator) && /^\d+(?:[:./]\d+)*\.?$/.test(first.text)) return false;
  }
  if (verbs || (quantities && /^\d\d?$/.test(last.text)) || (between && !day)) return false;
  // A date in digits without a year can be a fraction, a score or a decimal number.
  if (day?.separator && !time && !part && !hasPreposition) {
    const [left = 0, right = 0] = last.text.split("/").map(Number);
    if (last.text === "24/7") return false;
    if (day.separator === ".") return to - core > 1;
    if (isEnd ? previous !== EDGE && left === right : left <= right && !isComplete) return false;
  }

  const isUpperCase = ({ text }: ReadWord) => reader.hasLowerCase && text === text.toUpperCase();
  if (!describesNouns) {
    // Abbreviations of weekdays that are also words ("so", "mi") need a capital letter and no word after them.
    if (strength !== "weekday") return true;
    if (/^\d/.test(first.text)) return hasPreposition && isComplete;
    if (!first.reading.homographs) return true;
    if (isUpperCase(first) || !isCapital(first)) return false;
    return isEnd || time !== null || part !== undefined || to - core > 1 || hasPreposition;
  }
  const { weekday, homographs } = last.reading;
  // "SAT" and "sun" are not weekdays in most places.
  const isAbbreviation = strength === "weekday" && weekday && to - core === 1 && last.text.length <= 4;
  if (isAbbreviation && (isUpperCase(last) || (homographs && !isEnd && !hasPreposition))) return false;
  // A date before a noun can describe it. What follows must show that it is complete.
  if (isComplete) return true;
  const isExplicitTime = time !== null && !time.isHour && !day?.time;
  if (!day) return isExplicitTime && (isAtStart || /^@|at$/.test(first.fold));
  if (isExplicitTime && !part) return true;
  if (strength === "weekday") return isAtStart && (hasPreposition || isImperative);
  if (strength === "phrase") return isAtStart || (time !== null && !day.time);
  // "5 may" and "3 march" can be a number and a verb.
  return strength === "word" || isAtStart || !homographs || isCapital(last) || !/^\d\d?$/.test(first.text);
}

/** Whether capital letters show that the words are a name: "Watch Tomorrow Never Dies". */
function isPartOfName({ kind, value, reader, from, core, to, next, isAtEnd }: PlacedCandidate): boolean {
  if (!reader.hasLowerCase) return false;
  const [first, last] = [reader.at(core), reader.at(to - 1)];
  const { describesNouns } = reader.language;
  const strength = kind === "due" ? value.day?.strength : kind;
  const isPhrase = strength === "phrase";
  const isWord = strength === "word";
  const startsSentence = core === 0 || /[.:!?]/.test(reader.at(core - 1).after);
  if (!startsSentence) {
    const { month, weekday = month, noun = weekday } = first.reading;
    // "Call Mum Tomorrow" is a date at the end, but "Watch The Day After Tomorrow" is a name.
    const isTypedAsTitle = isAtEnd && isWord && (to - core === 1 || (kind === "due" && value.time !== null));
    const isLowerCase = (isWord || isPhrase || kind === "recurrence") && noun === undefined;
    if (isLowerCase && isCapital(first) && !isTypedAsTitle) return true;
    if (describesNouns && isPhrase && isCapital(last) && last.reading.unit) return true;
  }
  const isNamed = strength === "weekday" || isWord || isPhrase;
  return describesNouns && isNamed && isCapital(first) && isCapital(last) && isCapital(next) && from === core;
}
