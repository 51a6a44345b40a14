import type { Issue } from "@docket/schema/error";
import type { Locale } from "@docket/schema/locale";

/**
 * Returns a problem of an input as a sentence. Most messages continue the name of their field, which exists only in
 * English.
 *
 * @param input names any field in the page's language
 */
export function issueSentence(
  { path, message }: Pick<Issue, "path" | "message">,
  locale: Locale,
  input: string,
): string {
  if (/^\p{Lu}/u.test(message)) return message;
  return `${locale === "en" ? nameOf(path, input) : input} ${message}.`;
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
