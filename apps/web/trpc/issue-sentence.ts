import type { Issue } from "@docket/schema/error";

/**
 * Returns an input issue as a sentence. Most messages are phrased to follow the name of their field. Field names exist
 * only in English, so `input` replaces them in other languages.
 *
 * @param input a generic word for a field, in the page's language
 */
export function issueSentence(
  { path, message }: Pick<Issue, "path" | "message">,
  locale: string,
  input: string,
): string {
  if (/^\p{Lu}/u.test(message)) return message;
  return `${locale.startsWith("en") ? nameOf(path, input) : input} ${message}.`;
}

/** Returns a readable name for a field's path: `set.title` becomes “Title”. */
function nameOf(path: string, input: string): string {
  const last = path.split(".").findLast((part) => /[a-z]/i.test(part)) ?? input;
  const words = last
    .replace(/([A-Z])/g, " $1")
    .toLowerCase()
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
