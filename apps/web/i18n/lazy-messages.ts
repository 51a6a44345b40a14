import type { Locale } from "@docket/schema/locale";
import { importWithRetry } from "../ui/lazy-component.ts";

/** A compiled message: a text, or texts and the names of placeholders. */
type CompiledText = string | (string | [string])[];
type CompiledTexts = { [name: string]: CompiledText | CompiledTexts };

const LOADERS: Record<Locale, () => Promise<object>> = {
  en: async () => (await import("../messages/en/date-picker.ts")).datePicker,
  de: async () => (await import("../messages/de/date-picker.ts")).datePicker,
};
const loading = new Map<Locale, Promise<CompiledTexts>>();

/** Loads the date picker's messages in a language once. They are not part of the page, because few pages open it. */
export function loadDatePickerMessages(locale: Locale): Promise<CompiledTexts> {
  const known = loading.get(locale);
  if (known) return known;
  const messages = importWithRetry(LOADERS[locale]).then(compilePlain);
  // React then renders without a fallback if the messages have been loaded.
  void messages.then((value) => Object.assign(messages, { status: "fulfilled", value }));
  loading.set(locale, messages);
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
