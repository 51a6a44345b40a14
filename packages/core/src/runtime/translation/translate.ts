import type { Locale } from "@docket/schema/locale";
import { formatMessage } from "@docket/schema/message";
import type { Message } from "@docket/schema/message";
import { GERMAN } from "./german.ts";

/** The texts of one language, by their English templates. */
export type Catalogue = Readonly<Record<string, string>>;

const CATALOGUES: Readonly<Record<Exclude<Locale, "en">, Catalogue>> = { de: GERMAN };

/** Returns a message in the reader's language, or in English if it has no translation. */
export function translate(text: Message, locale: Locale): string {
  const catalogue: Catalogue = locale === "en" ? {} : CATALOGUES[locale];
  return formatMessage(text, locale, ({ template, translations }) => {
    // A template can be any text, even the name of an inherited property such as `constructor`.
    const own = Object.hasOwn(catalogue, template) ? catalogue[template] : undefined;
    return own ?? translations?.[locale] ?? template;
  });
}
