import type { Candidate, Moment } from "./candidate.ts";
import type { LineReader } from "./reader.ts";
import type { Word } from "./word.ts";
import { isCapital } from "./word.ts";

/** The words around a candidate. Null if there is none, or a token or punctuation lies between. */
export type Neighbours = {
  previous: Word | null;
  next: Word | null;
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
  if (isPartOfName(candidate, neighbours)) return false;
  if ((candidate.kind === "when" || candidate.kind === "start") && candidate.moment.day?.strength === "invalid")
    return false;
  switch (candidate.kind) {
    case "duration":
      return neighbours.next?.fold === undefined || !candidate.reader.sets.verbs.has(neighbours.next.fold);
    case "recurrence":
      if (candidate.repeat.isAdverb) return isAdverbAccepted(candidate.reader, neighbours);
      return !isOrdinalOfNoun(candidate, neighbours);
    case "start":
      // At the start of a line, "start" is the verb of the task.
      return !neighbours.isAtStart || candidate.reader.words[candidate.core]?.fold !== "start";
    case "when":
      return isMomentAccepted(candidate, candidate.moment, neighbours);
  }
}

/** "Send weekly report": before a noun, the word describes it. */
function isAdverbAccepted({ sets, language }: LineReader, { previous, next, isAtEnd }: Neighbours): boolean {
  if (previous !== null && (sets.determiners.has(previous.fold) || sets.joining.has(previous.fold))) return false;
  return isAtEnd || next === null || !language.describesNouns || sets.following.has(next.fold);
}

/** "Check every 3rd invoice" */
function isOrdinalOfNoun({ reader, to }: Candidate, { next, isAtStart }: Neighbours): boolean {
  if (next === null || reader.readings[to - 1]?.ordinal === undefined || reader.sets.following.has(next.fold))
    return false;
  return !(isAtStart && reader.sets.imperatives.has(next.fold));
}

/** Whether capital letters show that the words are a name: "Watch Tomorrow Never Dies". */
function isPartOfName(candidate: Candidate, { next, isAtEnd }: Neighbours): boolean {
  const { reader, core, to, kind } = candidate;
  const [first, last] = [reader.words[core], reader.words[to - 1]];
  if (first === undefined || last === undefined || !reader.hasLowerCase) return false;
  const strength = kind === "when" ? candidate.moment.day?.strength : kind;
  const isLowerCase = strength === "word" || strength === "phrase" || strength === "recurrence";
  const { month, weekday, noun } = reader.readings[core] ?? {};
  const isProperNoun = (month ?? weekday ?? noun) !== undefined;
  const beforeFirst = reader.words[core - 1];
  // "Call Mum Tomorrow" is a date at the end, but "Watch The Day After Tomorrow" is a name.
  const isAlone = to - core === 1 || (kind === "when" && candidate.moment.time !== null);
  const isTypedAsTitle = isAtEnd && strength === "word" && isAlone;
  const startsSentence = beforeFirst === undefined || /[.:!?]/.test(beforeFirst.after);
  if (isLowerCase && !isProperNoun && isCapital(first) && !startsSentence && !isTypedAsTitle) return true;
  if (strength === "phrase" && isCapital(last) && reader.readings[to - 1]?.unit !== undefined && !startsSentence)
    return reader.language.describesNouns;
  if (!reader.language.describesNouns || kind !== "when" || next === null) return false;
  const isNamed = strength === "weekday" || strength === "word" || strength === "phrase";
  return isNamed && isCapital(first) && isCapital(last) && isCapital(next) && candidate.from === core;
}

function isMomentAccepted(candidate: Candidate, moment: Moment, neighbours: Neighbours): boolean {
  const { day, time } = moment;
  if (day === null && (time === null || (time.isWeak && !hasPreposition(candidate)))) return false;
  // A date of an earlier year is what the task is about.
  if (day !== null && day.day.slice(0, 4) < candidate.reader.context.today.slice(0, 4)) return false;
  if (neighbours.isJoined || isRuledOutBefore(candidate, moment, neighbours)) return false;
  if (isRuledOutAfter(candidate, moment, neighbours)) return false;
  if (day?.separator !== undefined && !isNumericAccepted(candidate, moment, neighbours)) return false;
  return candidate.reader.language.describesNouns
    ? isCompleteBeforeNoun(candidate, moment, neighbours)
    : isAbbreviationAccepted(candidate, moment, neighbours);
}

function isRuledOutBefore(candidate: Candidate, { day }: Moment, { previous }: Neighbours): boolean {
  if (previous === null || hasPreposition(candidate)) return false;
  const { sets, words } = candidate.reader;
  const first = words[candidate.core]?.text ?? "";
  if (sets.determiners.has(previous.fold) || /['’]s$|s['’]$/.test(previous.text + previous.after)) return true;
  if (sets.joining.has(previous.fold)) return true;
  if (day !== null && sets.dayNames.has(previous.fold)) return true;
  return (
    (day === null || day.separator !== undefined) &&
    /^\d+(?:[:./]\d+)*\.?$/.test(first) &&
    sets.counters.has(previous.fold)
  );
}

function isRuledOutAfter(candidate: Candidate, { day, time }: Moment, { next }: Neighbours): boolean {
  if (next === null) return false;
  const { sets, words } = candidate.reader;
  if (sets.verbs.has(next.fold)) return true;
  const last = words[candidate.to - 1]?.text ?? "";
  if (/^\d{1,2}$/.test(last) && sets.quantities.has(next.fold)) return true;
  return day === null && time !== null && sets.between.has(next.fold);
}

/** A date in digits without a year can be a fraction, a score or a decimal number. */
function isNumericAccepted(candidate: Candidate, { day, time, part }: Moment, { previous, next }: Neighbours): boolean {
  if (time !== null || part !== null || hasPreposition(candidate)) return true;
  const text = candidate.reader.words[candidate.to - 1]?.text ?? "";
  const [first = 0, second = 0] = text.split(/[/.]/).map(Number);
  if (text === "24/7") return false;
  if (day?.separator === ".") return candidate.to - candidate.core > 1;
  if (next === null) return previous === null || first !== second;
  return first > second || candidate.reader.sets.following.has(next.fold);
}

/** Where a weekday describes nouns, a date before a noun can describe it. What follows must show that the date is complete. */
function isCompleteBeforeNoun(candidate: Candidate, { day, time, part }: Moment, neighbours: Neighbours): boolean {
  const { sets, words } = candidate.reader;
  const { next, isAtStart } = neighbours;
  const last = words[candidate.to - 1];
  const isAlone = candidate.to - candidate.core === 1;
  const isShort = isAlone && last !== undefined && last.text.length <= 4;
  if (day?.strength === "weekday" && isShort && !isShortAccepted(candidate, last, neighbours)) return false;
  if (next === null || sets.following.has(next.fold)) return true;
  const isExplicitTime = time !== null && !time.isHour && day?.time == null;
  if (day === null) return isExplicitTime && (isAtStart || /^@|at$/.test(words[candidate.core]?.fold ?? ""));
  if (isExplicitTime && part === null) return true;
  switch (day.strength) {
    case "explicit":
      return isAtStart || !isHomographMonth(candidate);
    case "word":
      return true;
    case "phrase":
      return isAtStart || (time !== null && day.time === null);
    case "weekday":
    case "invalid":
      return isAtStart && (hasPreposition(candidate) || sets.imperatives.has(next.fold));
  }
}

/** "5 may" and "3 march" can be a number and a verb. */
function isHomographMonth({ reader, core, to }: Candidate): boolean {
  const last = reader.words[to - 1];
  return (
    last !== undefined &&
    !isCapital(last) &&
    reader.sets.homographs.has(last.fold) &&
    /^\d{1,2}$/.test(reader.words[core]?.text ?? "")
  );
}

/** "SAT" and "sun" are not weekdays in most places. */
function isShortAccepted(candidate: Candidate, { text, fold }: Word, { next }: Neighbours): boolean {
  const { reader } = candidate;
  if (reader.readings[candidate.to - 1]?.weekday === undefined) return true;
  if (reader.hasLowerCase && text === text.toUpperCase()) return false;
  return !reader.sets.homographs.has(fold) || next === null || hasPreposition(candidate);
}

/** Abbreviations of weekdays that are also words ("so", "mi") need a capital letter and no word after them. */
function isAbbreviationAccepted(candidate: Candidate, { day, time, part }: Moment, { next }: Neighbours): boolean {
  const { reader, core, to } = candidate;
  const word = reader.words[core];
  if (/^\d/.test(word?.text ?? "") && day?.strength === "weekday")
    return hasPreposition(candidate) && (next === null || reader.sets.following.has(next.fold));
  if (word === undefined || day?.strength !== "weekday" || !reader.sets.homographs.has(word.fold)) return true;
  if (reader.hasLowerCase && word.text === word.text.toUpperCase()) return false;
  const isComplete = next === null || time !== null || part !== null || to - core > 1 || hasPreposition(candidate);
  return isCapital(word) && isComplete;
}

function hasPreposition({ from, core }: Candidate): boolean {
  return from < core;
}
