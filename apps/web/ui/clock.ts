/** Format of a time of day: 12 or 24 hours, depending on the locale. */
export const TIME_FORMAT = { timeStyle: "short" } as const;

/** Replaces narrow no-break spaces with ordinary ones, because the server and browsers format with different ones. */
export function withPlainSpaces(text: string): string {
  return text.replaceAll("\u202f", " ");
}
