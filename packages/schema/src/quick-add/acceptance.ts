import type { Candidate, Moment } from "./candidate.ts";
import type { ReadWord } from "./reader.ts";
import { EDGE } from "./reader.ts";
import { isCapital } from "./word.ts";

/** The words around a candidate; {@link EDGE} if there is none, or a token or punctuation lies between. */
export type Neighbours = {
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
export function isAccepted(candidate: Candidate, neighbours: Neighbours): boolean {
  const { kind, reader, core, to } = candidate;
  const { previous, next, isAtStart, isAtEnd } = neighbours;
  const { describesNouns } = reader.language;
  if (isPartOfName(candidate, neighbours)) return false;
  if (kind === "duration") return !next.reading.verbs;
  if (kind === "recurrence") {
    // "Water the plants every day except holidays"
    if (next.reading.except) return false;
    // "Send weekly report": before a noun, the word describes it.
    if (candidate.value.isAdverb)
      return (
        !previous.reading.determiners &&
        !previous.reading.joining &&
        (isAtEnd || next === EDGE || !describesNouns || next.reading.following === true)
      );
    // "Check every 3rd invoice"
    const isOrdinal = next !== EDGE && reader.at(to - 1).reading.ordinal !== undefined && !next.reading.following;
    return !isOrdinal || (isAtStart && next.reading.imperatives === true);
  }
  if (candidate.value.day?.strength === "invalid") return false;
  // At the start of a line, "start" is the verb of the task.
  if (kind === "start") return !isAtStart || reader.at(core).fold !== "start";
  return isMomentAccepted(candidate, candidate.value, neighbours);
}

/** Whether capital letters show that the words are a name: "Watch Tomorrow Never Dies". */
function isPartOfName(candidate: Candidate, { next, isAtEnd }: Neighbours): boolean {
  const { reader, core, to, from, kind } = candidate;
  if (!reader.hasLowerCase) return false;
  const [first, last, before] = [reader.at(core), reader.at(to - 1), reader.at(core - 1)];
  const { describesNouns } = reader.language;
  const strength = kind === "due" ? candidate.value.day?.strength : kind;
  const isPhrase = strength === "phrase";
  const isWord = strength === "word";
  const startsSentence = core === 0 || /[.:!?]/.test(before.after);
  if (!startsSentence) {
    const { month, weekday = month, noun = weekday } = first.reading;
    // "Call Mum Tomorrow" is a date at the end, but "Watch The Day After Tomorrow" is a name.
    const isTypedAsTitle = isAtEnd && isWord && (to - core === 1 || (kind === "due" && candidate.value.time !== null));
    const isLowerCase = (isWord || isPhrase || kind === "recurrence") && noun === undefined;
    if (isLowerCase && isCapital(first) && !isTypedAsTitle) return true;
    if (isPhrase && isCapital(last) && last.reading.unit) return describesNouns;
  }
  const isNamed = strength === "weekday" || isWord || isPhrase;
  return describesNouns && isNamed && isCapital(first) && isCapital(last) && isCapital(next) && from === core;
}

function isMomentAccepted(candidate: Candidate, moment: Moment, neighbours: Neighbours): boolean {
  const { reader, core, to, from } = candidate;
  const { day, time } = moment;
  const { previous, next, isJoined } = neighbours;
  const [first, last] = [reader.at(core), reader.at(to - 1)];
  if (isJoined || (!day && (!time || (time.isWeak && from === core)))) return false;
  // A date of an earlier year is what the task is about.
  if (day && day.day.slice(0, 4) < reader.context.today.slice(0, 4)) return false;
  if (from === core) {
    const { determiners, joining, dayNames, counters } = previous.reading;
    if (determiners || joining || /['’]s$|s['’]$/.test(previous.text + previous.after)) return false;
    if (day && dayNames) return false;
    if (counters && (!day || day.separator) && /^\d+(?:[:./]\d+)*\.?$/.test(first.text)) return false;
  }
  const { verbs, quantities, between } = next.reading;
  if (verbs || (quantities && /^\d\d?$/.test(last.text)) || (between && !day)) return false;
  if (day?.separator && !isNumericAccepted(candidate, moment, neighbours)) return false;
  return reader.language.describesNouns
    ? isCompleteBeforeNoun(candidate, moment, neighbours)
    : isAbbreviationAccepted(candidate, moment, next);
}

/** A date in digits without a year can be a fraction, a score or a decimal number. */
function isNumericAccepted(
  { reader, core, to, from }: Candidate,
  { day, time, part }: Moment,
  { previous, next }: Neighbours,
): boolean {
  const { text } = reader.at(to - 1);
  const [first = 0, second = 0] = text.split("/").map(Number);
  if (time || part || from < core) return true;
  if (text === "24/7") return false;
  if (day?.separator === ".") return to - core > 1;
  return next === EDGE ? previous === EDGE || first !== second : first > second || next.reading.following === true;
}

/** Where a weekday describes nouns, a date before a noun can describe it. What follows must show that it is complete. */
function isCompleteBeforeNoun(
  { reader, core, to, from }: Candidate,
  { day, time, part }: Moment,
  { next, isAtStart }: Neighbours,
): boolean {
  const [first, last] = [reader.at(core), reader.at(to - 1)];
  const { weekday, homographs } = last.reading;
  const isEnd = next === EDGE;
  if (day?.strength === "weekday" && weekday && to - core === 1 && last.text.length <= 4) {
    // "SAT" and "sun" are not weekdays in most places.
    if ((reader.hasLowerCase && isUpperCase(last)) || (homographs && !isEnd && from === core)) return false;
  }
  if (isEnd || next.reading.following) return true;
  const isExplicitTime = time !== null && !time.isHour && !day?.time;
  if (!day) return isExplicitTime && (isAtStart || /^@|at$/.test(first.fold));
  if (isExplicitTime && !part) return true;
  switch (day.strength) {
    case "explicit":
      // "5 may" and "3 march" can be a number and a verb.
      return isAtStart || !homographs || isCapital(last) || !/^\d\d?$/.test(first.text);
    case "word":
      return true;
    case "phrase":
      return isAtStart || (time !== null && !day.time);
    case "weekday":
    case "invalid":
      return isAtStart && (from < core || next.reading.imperatives === true);
  }
}

/** Abbreviations of weekdays that are also words ("so", "mi") need a capital letter and no word after them. */
function isAbbreviationAccepted(
  { reader, core, to, from }: Candidate,
  { day, time, part }: Moment,
  next: ReadWord,
): boolean {
  const first = reader.at(core);
  const isEnd = next === EDGE;
  if (day?.strength !== "weekday") return true;
  if (/^\d/.test(first.text)) return from < core && (isEnd || next.reading.following === true);
  if (!first.reading.homographs) return true;
  if ((reader.hasLowerCase && isUpperCase(first)) || !isCapital(first)) return false;
  return isEnd || time !== null || Boolean(part) || to - core > 1 || from < core;
}

function isUpperCase({ text }: ReadWord): boolean {
  return text === text.toUpperCase();
}
