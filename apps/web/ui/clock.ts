/** How a time of day is written everywhere: by twelve or by twenty-four hours, as the reader's language does. */
export const CLOCK = { timeStyle: "short" } as const;

/** Browsers write an ordinary space where the server writes a narrow one. */
export function withPlainSpaces(text: string): string {
  return text.replaceAll("\u202f", " ");
}
