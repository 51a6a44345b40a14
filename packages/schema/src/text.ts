import { z } from "zod";

/**
 * Control characters except tab, line feed and carriage return, and bidirectional controls, which can disguise the
 * content of a text (Unicode UAX #9).
 */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;
const LINE_BREAK = /[\n\r\u2028\u2029]/;
/**
 * A visible character. Excludes spaces, format characters, marks without a letter, characters that Unicode defines as
 * invisible (variation selectors, Hangul fillers), and the empty Braille pattern, which Unicode classifies as a symbol.
 */
const VISIBLE = /[^\s\p{Z}\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** The reason for rejecting a text. The web app converts it to a message. */
export type TextProblem = "malformed" | "control" | "blank" | "long" | "lines";

/**
 * Returns the part of the rule that a text violates, or null if it is valid. Lengths are counted in UTF-16 code units
 * after normalisation and trimming.
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
  /** Maximum stored length in UTF-16 code units. */
  max: number;
  /** 1 requires a visible character; 0 or absent allows an empty text. */
  min?: 0 | 1;
  /** `one` rejects line breaks. */
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
 * Returns the schema for user-written text: well-formed Unicode in normal form C, trimmed, of limited length, without
 * control or direction-override characters. NUL and lone surrogates are rejected here, because PostgreSQL would reject
 * the former and replace the latter.
 */
export function text(rule: TextRule) {
  return z
    .string()
    .max(rule.max * 4)
    .transform((value) => (value.isWellFormed() ? normalizeText(value, rule) : value))
    .superRefine((value, context) => {
      const problem = textProblem(value, rule);
      if (problem) context.addIssue({ code: "custom", message: MESSAGES[problem], params: { problem } });
    });
}

/** Returns the text in normal form C, trimmed. In single-line text, tabs become spaces. */
function normalizeText(value: string, { lines }: TextRule): string {
  const normal = value.normalize("NFC").trim();
  return lines === "one" ? normal.replaceAll("\t", " ") : normal;
}

/**
 * Makes any text valid for the schema that {@link text} returns for the same rule. Used for file contents, because the
 * user could not correct a rejected value. Ill-formed and control characters are removed, line breaks become spaces if
 * only one line is allowed, and text that is too long is truncated.
 */
export function cleanText(value: string, rule: TextRule): string {
  const wellFormed = value.toWellFormed().normalize("NFC");
  const printable = wellFormed.replace(new RegExp(FORBIDDEN.source, "g"), "");
  const lines = rule.lines === "one" ? printable.replace(new RegExp(LINE_BREAK.source + "+", "g"), " ") : printable;
  const cut = normalizeText(lines, rule).slice(0, rule.max).trim();
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
