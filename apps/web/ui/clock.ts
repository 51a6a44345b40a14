/** Format of a time of day, with a 12- or 24-hour clock depending on the locale. */
export const TIME_FORMAT = { timeStyle: "short" } as const;

/** Replaces narrow no-break spaces with plain ones, because servers and browsers differ in the spaces they use. */
export function withPlainSpaces(text: string): string {
  return text.replaceAll("\u202f", " ");
}
