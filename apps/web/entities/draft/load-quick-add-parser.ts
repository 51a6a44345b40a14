import type { Locale } from "@docket/schema/locale";
import type { Language } from "@docket/schema/quick-add/language";
import { importWithRetry } from "../../ui/lazy-component.ts";
import type * as parser from "./quick-add-parser.ts";

/** The parser of quick add, and the languages in which it reads dates. */
export type QuickAddParser = typeof parser & { languages: readonly Language[] };

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
  const [language, { parseQuickAdd, parseDateText, dismissalOf }] = await Promise.all([
    LANGUAGES[locale](),
    import("./quick-add-parser.ts"),
  ]);
  return { parseQuickAdd, parseDateText, dismissalOf, languages: [language] };
}
