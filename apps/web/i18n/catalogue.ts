import type { Locale } from "@docket/schema/locale";
import compile from "icu-minify/compile";
import { de } from "../messages/de.ts";
import { en } from "../messages/en.ts";
import type { Messages } from "../messages/messages.ts";
import { LAZY_AREAS } from "./lazy-messages.ts";

/** All messages by language. Only the server loads them; a page contains only the messages in its own language. */
export const CATALOGUE: Record<Locale, Messages> = { en, de };

const LAZY: ReadonlySet<string> = new Set<keyof Messages>(LAZY_AREAS);

type CompiledText = ReturnType<typeof compile>;
type Compiled = { [name: string]: CompiledText | Compiled };

const compiled = new Map<Locale, Compiled>();

/** Returns the compiled messages of every page in a language, parsed once per process. */
export function compiledMessages(locale: Locale): Compiled {
  const known = compiled.get(locale);
  if (known) return known;
  const areas = Object.entries(CATALOGUE[locale]).filter(([area]) => !LAZY.has(area));
  const texts = compileAll(Object.fromEntries(areas));
  compiled.set(locale, texts);
  return texts;
}

function compileAll(texts: object): Compiled {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]: [string, unknown]) => [
      name,
      // Safe because a catalogue contains only strings and nested objects. `structuredClone` makes plain objects, which
      // can be serialised into a page.
      typeof text === "string" ? structuredClone(compile(text)) : compileAll(text as object),
    ]),
  );
}

declare module "use-intl" {
  interface AppConfig {
    /** A language with the reader's settings for dates, see `formatLocale`. */
    Locale: string;
    Messages: typeof en;
  }
}
