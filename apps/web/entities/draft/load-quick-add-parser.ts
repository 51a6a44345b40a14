import type { Locale } from "@docket/schema/locale";
import type { Language } from "@docket/schema/quick-add/language";
import type { dismissalOf, parseQuickAdd } from "@docket/schema/quick-add/parse";
import type { parseDateText } from "@docket/schema/quick-add/parse-date";
import { importWithRetry } from "../../ui/lazy-component.ts";

/** The parser of quick add, and the languages in which it reads dates. */
export type QuickAddParser = {
  parseQuickAdd: typeof parseQuickAdd;
  parseDateText: typeof parseDateText;
  dismissalOf: typeof dismissalOf;
  languages: readonly Language[];
};

const LANGUAGES: Record<Locale, () => Promise<Language>> = {
  en: async () => (await import("@docket/schema/quick-add/english")).english,
  de: async () => (await import("@docket/schema/quick-add/german")).german,
};
const loading = new Map<Locale, Promise<QuickAddParser>>();

/**
 * Loads the parser of quick add with one language, once. It is not part of the page. React's `use` accepts the promise
 * without showing a fallback once it is fulfilled.
 */
export function loadQuickAddParser(locale: Locale): Promise<QuickAddParser> {
  const known = loading.get(locale);
  if (known) return known;
  const parser = importWithRetry(() => importParser(locale));
  void parser.then((value) => Object.assign(parser, { status: "fulfilled", value }));
  loading.set(locale, parser);
  return parser;
}

async function importParser(locale: Locale): Promise<QuickAddParser> {
  const [language, line, date] = await Promise.all([
    LANGUAGES[locale](),
    import("@docket/schema/quick-add/parse"),
    import("@docket/schema/quick-add/parse-date"),
  ]);
  return {
    parseQuickAdd: line.parseQuickAdd,
    parseDateText: date.parseDateText,
    dismissalOf: line.dismissalOf,
    languages: [language],
  };
}
