import type { NamedField } from "./expression.ts";

/** An error in a filter's text, as data. Pages translate it; all other clients receive the English message. */
export type FilterFault =
  | { code: "tooLong" | "noOpening" | "noClosing" | "noClosingQuote" | "noCondition" | "noEnd" }
  | { code: "noValue" | "oneValue" | "noWords" | "noDay" }
  /**
   * `most` is the maximum that was exceeded: the number of values, the depth of groups, or the number of characters.
   */
  | { code: "tooManyValues" | "tooDeep" | "wordsTooLong"; most: number }
  | { code: "unknownName"; field: NamedField; name: string }
  /** An unknown keyword. `words` lists the valid ones. */
  | { code: "unknownField" | "unknownWord"; words: string };

/** Returns the English message for an error in a filter's text. */
export function filterFaultMessage(fault: FilterFault): string {
  switch (fault.code) {
    case "tooLong":
      return "The filter is too long.";
    case "noOpening":
      return "This ) has no matching (.";
    case "noClosing":
      return "This ( has no matching ).";
    case "noClosingQuote":
      return "This quotation mark isn't closed.";
    case "noCondition":
      return "Expected a condition, such as due:today or a word to search for.";
    case "noEnd":
      return "Expected a condition, and, or, or the end of the filter.";
    case "noValue":
      return "Expected a value.";
    case "oneValue":
      return "Expected only one value.";
    case "noWords":
      return "Expected words to search for.";
    case "noDay":
      return "Expected a day: today, tomorrow, +7d, 2026-12-01, none, a range such as today..today+7, or <, <=, > or >= before a day.";
    case "tooManyValues":
      return `A filter can have at most ${fault.most} values.`;
    case "tooDeep":
      return `At most ${fault.most} groups can be nested.`;
    case "wordsTooLong":
      return `Words to search for can have at most ${fault.most} characters.`;
    case "unknownName":
      return `There is no ${fault.field} “${fault.name}”, or more than one.`;
    case "unknownField":
      return `Expected a field (text with a colon in it needs quotation marks "…"): ${fault.words}.`;
    case "unknownWord":
      return `Expected one of these: ${fault.words}.`;
  }
}

/** Thrown if a filter's text can't be parsed. The message says what was expected. */
export class FilterProblem extends Error {
  /** Position of the error, in UTF-16 code units from the start of the text. */
  readonly position: number;
  readonly fault: FilterFault;

  constructor(position: number, fault: FilterFault) {
    super(filterFaultMessage(fault));
    this.name = "FilterProblem";
    this.position = position;
    this.fault = fault;
  }
}
