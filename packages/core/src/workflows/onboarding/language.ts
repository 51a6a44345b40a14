import { bestLocale } from "@docket/schema/locale";
import type { Locale } from "@docket/schema/locale";
import { ENGLISH } from "./english.ts";
import { GERMAN } from "./german.ts";
import type { Welcome } from "./welcome.ts";

const WELCOMES: Readonly<Record<Locale, Welcome>> = { en: ENGLISH, de: GERMAN };

/** Returns the welcome project in the locale's language. Falls back to English. */
export function welcomeIn(locale: string): Welcome {
  return WELCOMES[bestLocale([locale])];
}
