import { FilterProblem } from "./problem.ts";

export type Token = {
  kind: "(" | ")" | ":" | "," | "-" | "word" | "quoted" | "end";
  text: string;
  position: number;
  /** Position after the last character of the token. */
  end: number;
};

const SPACE = /\s/u;
const SIGN = /^[():,]$/;
/** The characters of a word. A minus sign is an operator only at the start of a word. */
const WORD = /[^\s():,"]+/uy;

/**
 * Splits a filter's text into tokens.
 *
 * @throws FilterProblem for an unclosed quotation mark
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    const token = tokenAt(text, position, tokens.at(-1));
    if (token) tokens.push(token);
    position = token?.end ?? position + 1;
  }
  return [...tokens, { kind: "end", text: "", position, end: position }];
}

function tokenAt(text: string, position: number, last: Token | undefined): Token | null {
  const sign = text.charAt(position);
  if (SPACE.test(sign)) return null;
  if (SIGN.test(sign)) {
    // Safe because the pattern matches exactly these characters.
    return { kind: sign as "(" | ")" | ":" | ",", text: sign, position, end: position + 1 };
  }
  if (sign === '"') return quotedAt(text, position);
  const isValue = last?.end === position && (last.kind === ":" || last.kind === ",");
  if (sign === "-" && !isValue) return { kind: "-", text: sign, position, end: position + 1 };
  WORD.lastIndex = position;
  const [word = sign] = WORD.exec(text) ?? [];
  return { kind: "word", text: word, position, end: position + word.length };
}

function quotedAt(text: string, position: number): Token {
  let value = "";
  for (let at = position + 1; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '"') return { kind: "quoted", text: value, position, end: at + 1 };
    if (sign === "\\") at += 1;
    value += text.charAt(at);
  }
  throw new FilterProblem(position, { code: "noClosingQuote" });
}

/** Quotes a value, escaping it so that {@link tokensOf} reads it back unchanged. */
export function quoteFilterValue(value: string): string {
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}
