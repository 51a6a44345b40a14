import type { Locale } from "@docket/schema/locale";
import { german } from "./german.ts";
import type { Translation } from "./translation.ts";

/** The languages into which the server's messages are translated. */
export const TRANSLATIONS: Readonly<Record<Exclude<Locale, "en">, Translation>> = { de: german };
