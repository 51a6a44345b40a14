import type { NamedField } from "./expression.ts";

/** What is wrong with a filter's text, as data: pages say it in their reader's language, everybody else in English. */
export type FilterFault =
  | { code: "tooLong" | "noOpening" | "noClosing" | "noClosingQuote" | "noCondition" | "noEnd" }
  | { code: "noValue" | "oneValue" | "noWords" | "noDay" }
  /** More than `most` values, groups inside each other, or characters. */
  | { code: "tooManyValues" | "tooDeep" | "wordsTooLong"; most: number }
  | { code: "unknownName"; field: NamedField; name: string }
  /** None of the words that can stand here. */
  | { code: "unknownField" | "unknownWord"; words: string };

/** Says in English what is wrong with a filter's text. */
export function sentenceOf(fault: FilterFault): string {
  switch (fault.code) {
    case "tooLong":
      return "The filter is too long.";
    case "noOpening":
      return "There is no ( for this ).";
    case "noClosing":
      return "There is no ) for this (.";
    case "noClosingQuote":
      return "This quotation mark has no other half.";
    case "noCondition":
      return "Expected a condition, such as due:today or a word to find.";
    case "noEnd":
      return "Expected a condition, and, or, or the end.";
    case "noValue":
      return "Expected a value.";
    case "oneValue":
      return "Expected one value only.";
    case "noWords":
      return "Expected words to find.";
    case "noDay":
      return "Expected a day: today, tomorrow, +7d, 2026-12-01, none, a range such as today..today+7, or <, <=, > or >= before a day.";
    case "tooManyValues":
      return `A filter has at most ${fault.most} values.`;
    case "tooDeep":
      return `A filter has at most ${fault.most} groups inside each other.`;
    case "wordsTooLong":
      return `Words to find are at most ${fault.most} characters.`;
    case "unknownName":
      return `There is no ${fault.field} “${fault.name}”, or more than one.`;
    case "unknownField":
      return `Expected a field (text with a colon in it needs quotation marks "…"): ${fault.words}.`;
    case "unknownWord":
      return `Expected one of these: ${fault.words}.`;
  }
}

/** A filter's text that cannot be understood. The message says what was expected. */
export class FilterProblem extends Error {
  /** Where in the text, in UTF-16 code units from its start. */
  readonly position: number;
  readonly fault: FilterFault;

  constructor(position: number, fault: FilterFault) {
    super(sentenceOf(fault));
    this.name = "FilterProblem";
    this.position = position;
    this.fault = fault;
  }
}
