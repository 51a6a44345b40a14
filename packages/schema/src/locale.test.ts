import { expect, test } from "vitest";
import { acceptedLanguages, bestLocale, requestedLocale } from "./locale.ts";

test.each([
  ["de-AT,de;q=0.9,en;q=0.8", "de"],
  ["fr, en;q=0.5, de;q=0.9", "de"],
  ["fr;q=1, *;q=0.1", "en"],
  ["de;q=0, en", "en"],
  ["", "en"],
])("Accept-Language %s selects %s", (header, locale) => {
  expect(bestLocale(acceptedLanguages(header))).toBe(locale);
});

test.each([
  ["docket.locale=de", "en", "de"],
  ["at=x; docket.locale=en; b=c", "de", "en"],
  ["docketxlocale=de", "en", "en"],
  ["docket.locale=fr", "de", "de"],
  [null, null, "en"],
])("the cookies %s take precedence over Accept-Language %s and select %s", (cookie, acceptLanguage, locale) => {
  expect(requestedLocale({ cookie, acceptLanguage })).toBe(locale);
});
