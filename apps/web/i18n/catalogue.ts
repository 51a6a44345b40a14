import { de } from "../messages/de.ts";
import { en } from "../messages/en.ts";
import type { Messages } from "../messages/messages.ts";
import type { Locale } from "./locale.ts";

/** Every text of the pages, by language. Read on the server only; a page carries its own language along. */
export const CATALOGUE: Record<Locale, Messages> = { en, de };

declare module "use-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof en;
  }
}
