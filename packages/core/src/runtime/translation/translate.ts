import type { Locale } from "@docket/schema/locale";
import { formatMessage } from "@docket/schema/message";
import type { Message } from "@docket/schema/message";
import { TRANSLATIONS } from "./language.ts";
import type { Catalogue } from "./translation.ts";

/** Returns a message in the reader's language, or in English if it has no translation. */
export function translate(text: Message, locale: Locale): string {
  const catalogue: Catalogue = locale === "en" ? {} : TRANSLATIONS[locale].messages;
  return formatMessage(text, locale, ({ template, translations }) => {
    // A template can be any string, even the name of an inherited property such as `constructor`.
    const own = Object.hasOwn(catalogue, template) ? catalogue[template] : undefined;
    return own ?? translations?.[locale] ?? template;
  });
}
