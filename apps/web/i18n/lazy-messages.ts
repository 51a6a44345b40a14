import type { Locale } from "@docket/schema/locale";
import { importWithRetry } from "../ui/lazy-component.ts";

/** A compiled message: a text, or texts and the names of placeholders. */
type CompiledText = string | (string | [string])[];
type CompiledTexts = { [name: string]: CompiledText | CompiledTexts };

/** The areas whose messages are loaded with the code that uses them, and not with every page. */
const LOADERS = {
  datePicker: {
    en: async () => (await import("../messages/en/date-picker.ts")).datePicker,
    de: async () => (await import("../messages/de/date-picker.ts")).datePicker,
  },
  notification: {
    en: async () => (await import("../messages/en/notification.ts")).notification,
    de: async () => (await import("../messages/de/notification.ts")).notification,
  },
} satisfies Record<string, Record<Locale, () => Promise<object>>>;

export type LazyArea = keyof typeof LOADERS;

// Safe because the keys of the loaders are the areas.
export const LAZY_AREAS = Object.keys(LOADERS) as LazyArea[];

const loading = new Map<string, Promise<CompiledTexts>>();

/** Loads the messages of an area in a language once. */
export function loadLazyMessages(area: LazyArea, locale: Locale): Promise<CompiledTexts> {
  const key = `${area} ${locale}`;
  const known = loading.get(key);
  if (known) return known;
  const load: () => Promise<object> = LOADERS[area][locale];
  const messages = importWithRetry(load).then(compilePlain);
  // React then renders without a fallback if the messages have been loaded.
  void messages.then((value) => Object.assign(messages, { status: "fulfilled", value }));
  loading.set(key, messages);
  return messages;
}

/**
 * Compiles messages without the parser for ICU syntax, which is too large for the browser. Their placeholders must be
 * plain, such as `{name}`.
 */
export function compilePlain(texts: object): CompiledTexts {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]: [string, unknown]) => [
      name,
      typeof text === "string" ? compileText(text) : compilePlain(text as object),
    ]),
  );
}

function compileText(text: string): CompiledText {
  const parts = text.split(/\{(\w+)\}/);
  if (parts.length === 1) return text;
  // Every second part is the name of a placeholder.
  return parts.flatMap((part, index): (string | [string])[] => {
    if (index % 2 === 1) return [[part]];
    return part === "" ? [] : [part];
  });
}
