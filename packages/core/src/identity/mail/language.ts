import { bestLocale } from "@docket/schema/locale";
import type { Locale } from "@docket/schema/locale";
import type { EmailTemplates } from "./email-template.ts";
import { english } from "./english.ts";
import { german } from "./german.ts";

const TEMPLATES: Readonly<Record<Locale, EmailTemplates>> = { en: english, de: german };

/**
 * Returns the email templates in the recipient's language.
 *
 * @param locale BCP 47 tag of the account's language; falls back to English if there is no translation
 */
export function emailTemplatesIn(locale: string): EmailTemplates {
  return TEMPLATES[bestLocale([locale])];
}
