/**
 * Returns the browser's preferred variety of a language, such as `en-GB` for `en`, because the region determines how
 * dates are written and when weeks begin.
 *
 * @param language the language of the page
 */
export function browserLocale(language: string): string {
  return navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
}
