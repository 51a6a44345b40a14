import type { Locale } from "@docket/schema/locale";
import compile from "icu-minify/compile";
import { de } from "../messages/de.ts";
import { en } from "../messages/en.ts";
import type { Messages } from "../messages/messages.ts";

/** Every text of the pages, by language. Read on the server only; a page carries its own language along. */
export const CATALOGUE: Record<Locale, Messages> = { en, de };

type CompiledText = ReturnType<typeof compile>;
type Compiled = { [name: string]: CompiledText | Compiled };

const compiled = new Map<Locale, Compiled>();

/** The texts of a language, read once for all: the pages only fill them in. */
export function compiledTexts(locale: Locale): Compiled {
  const known = compiled.get(locale);
  if (known) return known;
  const texts = compileAll(CATALOGUE[locale]);
  compiled.set(locale, texts);
  return texts;
}

function compileAll(texts: object): Compiled {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]: [string, unknown]) => [
      name,
      // Safe because a catalogue holds texts, and objects of them. Plain objects, which alone can go into a page.
      typeof text === "string" ? structuredClone(compile(text)) : compileAll(text as object),
    ]),
  );
}

declare module "use-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof en;
  }
}
