/** A message to be displayed. Its English text is also the key of its translations. */
export type Message = string | TemplateMessage;

/** A message with values: numbers, names that are inserted unchanged, or other messages. */
export type TemplateMessage = {
  /** The English text, with placeholders `{0}`, `{1}` … for the values. */
  readonly template: string;
  readonly values: readonly (string | number | TemplateMessage)[];
  /** Translations by language, for messages that are not part of Docket. */
  readonly translations?: Readonly<Record<string, string>>;
};

/**
 * Tags a template literal as translatable: `` message`A label “${name}” already exists.` ``. Values that need
 * translation must be tagged, too.
 */
export function message(parts: TemplateStringsArray, ...values: TemplateMessage["values"]): TemplateMessage {
  return { template: parts.reduce((text, part, index) => `${text}{${index - 1}}${part}`), values };
}

/**
 * Inserts the values of a message into its text. Numbers are formatted for the language.
 *
 * @param textFor returns the text for a message in this language, with the same placeholders
 */
export function formatMessage(text: Message, locale: string, textFor: (message: TemplateMessage) => string): string {
  if (typeof text === "string") return textFor({ template: text, values: [] });
  return textFor(text).replaceAll(/\{(\d+)\}/g, (_placeholder, index: string) => {
    const value = text.values[Number(index)] ?? "";
    if (typeof value === "number") return new Intl.NumberFormat(locale).format(value);
    return typeof value === "string" ? value : formatMessage(value, locale, textFor);
  });
}

/** Returns a message in English. */
export function inEnglish(text: Message): string {
  return formatMessage(text, "en", ({ template }) => template);
}
