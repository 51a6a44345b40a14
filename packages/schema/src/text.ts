import { z } from "zod";

/** Control characters except tab, line feed and carriage return; and the direction controls that can disguise a text (Unicode UAX #9). */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;
const LINE_BREAK = /[\n\r\u2028\u2029]/;
/**
 * A character that can be seen by itself. Spaces, format characters and marks without a letter can't, nor can what Unicode
 * shows as nothing (variation selectors, Hangul fillers) and the empty Braille pattern, which is a symbol by its category.
 */
const VISIBLE = /[^\s\p{Z}\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Why a text was refused; the web app words it. */
export type TextProblem = "malformed" | "control" | "blank" | "long" | "lines";

/**
 * The rule for one text, as a reason or null. Lengths are counted in UTF-16 code units after normalising and trimming.
 *
 * @param value the text as it would be stored
 */
export function textProblem(value: string, rule: TextRule): TextProblem | null {
  if (!value.isWellFormed()) return "malformed";
  if (FORBIDDEN.test(value)) return "control";
  if (value.length > rule.max) return "long";
  if (rule.lines === "one" && LINE_BREAK.test(value)) return "lines";
  if ((rule.min ?? 0) > 0 && !VISIBLE.test(value)) return "blank";
  return null;
}

export type TextRule = {
  /** Longest stored length in UTF-16 code units. */
  max: number;
  /** 1: must show something; 0 or absent: may be empty. */
  min?: 0 | 1;
  /** `one` refuses line breaks. */
  lines?: "one" | "many";
};

const MESSAGES: Record<TextProblem, string> = {
  malformed: "contains characters that are not valid Unicode",
  control: "contains control characters",
  blank: "must not be empty",
  long: "is too long",
  lines: "must be on one line",
};

/**
 * The schema of every string that a person writes: well-formed Unicode in normal form C, trimmed, without control or
 * direction-override characters, of bounded length. PostgreSQL refuses NUL and replaces lone surrogates; this refuses both first.
 */
export function text(rule: TextRule) {
  return z
    .string()
    .max(rule.max * 4)
    .transform((value) => (value.isWellFormed() ? inForm(value, rule) : value))
    .superRefine((value, context) => {
      const problem = textProblem(value, rule);
      if (problem) context.addIssue({ code: "custom", message: MESSAGES[problem], params: { problem } });
    });
}

/** Normal form C, without space at the ends; where there is one line, a tab is a space like others. */
function inForm(value: string, { lines }: TextRule): string {
  const normal = value.normalize("NFC").trim();
  return lines === "one" ? normal.replaceAll("\t", " ") : normal;
}

/**
 * Makes any text storable by {@link text}'s rule: for content that comes from files, where a refusal would help nobody.
 * Ill-formed and control characters go, line breaks become spaces where only one line is allowed, and the end is cut.
 */
export function cleanText(value: string, rule: TextRule): string {
  const wellFormed = value.toWellFormed().normalize("NFC");
  const printable = wellFormed.replace(new RegExp(FORBIDDEN.source, "g"), "");
  const lines = rule.lines === "one" ? printable.replace(new RegExp(LINE_BREAK.source + "+", "g"), " ") : printable;
  const cut = inForm(lines, rule).slice(0, rule.max).trim();
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
