/** The supported languages. When one is added, the compiler reports the catalogues in which it is missing. */
export const LOCALES = ["en", "de"] as const;
export type Locale = (typeof LOCALES)[number];

/** The name of each language in the language itself. */
export const LOCALE_NAMES: Record<Locale, string> = { en: "English", de: "Deutsch" };

const DEFAULT: Locale = "en";

/**
 * Returns the supported language that best matches a reader's preferences.
 *
 * @param wanted language tags (BCP 47), most preferred first
 */
export function bestLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split("-")[0];
    const locale = LOCALES.find((other) => other === language);
    if (locale) return locale;
  }
  return DEFAULT;
}

/** Cookie that stores the language chosen in this browser before signing in. */
export const LOCALE_COOKIE = "docket.locale";

/**
 * Returns the language for a request without a known account: the language chosen in this browser, or else the best
 * match for `Accept-Language`.
 *
 * @param headers the request's `Cookie` and `Accept-Language` headers
 */
export function requestedLocale(headers: { cookie: string | null; acceptLanguage: string | null }): Locale {
  const [, chosen] = /(?:^|;\s*)docket\.locale=([^;]*)/.exec(headers.cookie ?? "") ?? [];
  const accepted = acceptedLanguages(headers.acceptLanguage ?? "");
  return bestLocale(chosen === undefined ? accepted : [chosen, ...accepted]);
}

/** Returns the tags in an `Accept-Language` header, highest weight first (RFC 9110 section 12.5.4). */
export function acceptedLanguages(header: string): string[] {
  return header
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== "" && tag !== "*" && weight > 0)
    .sort((left, right) => right.weight - left.weight)
    .map(({ tag }) => tag);
}
