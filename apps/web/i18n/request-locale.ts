import { acceptedLanguages, bestLocale } from "@docket/schema/locale";
import type { Locale } from "@docket/schema/locale";
import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { createTranslator } from "use-intl/core";
import type { MessageKeys, NestedKeyOf } from "use-intl/core";
import type { en } from "../messages/en.ts";
import type { Messages } from "../messages/messages.ts";
import { findSignedIn } from "../trpc/signed-in.ts";
import { compiledTexts } from "./catalogue.ts";
import { LOCALE_COOKIE } from "./locale-cookie.ts";

/** The language of this request's page: the account's own, else what was chosen in this browser, else what the browser asks for. */
export const requestLocale = cache(async (): Promise<Locale> => {
  const signedIn = await findSignedIn();
  if (signedIn) return bestLocale([signedIn.account.locale]);
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  const accepted = acceptedLanguages((await headers()).get("accept-language") ?? "");
  return bestLocale([...(chosen === undefined ? [] : [chosen]), ...accepted]);
});

/** Texts for server components, in the language of the request. */
export const serverTranslator = cache(async () => {
  const locale = await requestLocale();
  // Safe because compiled texts have the names of the texts; the formatter of the bundle takes them (next.config.mjs).
  return createTranslator({ locale, messages: compiledTexts(locale) as unknown as Messages });
});

/** Names of the texts that need nothing put into them. */
type PlainText = MessageKeys<typeof en, NestedKeyOf<typeof en>>;

/**
 * The title of a page, in the language of the request.
 *
 * @param text the name of the text
 * @param more what else is said about the page
 */
export function titled(text: PlainText, more: Metadata = {}): () => Promise<Metadata> {
  return async () => {
    const t = await serverTranslator();
    return { ...more, title: t(text) };
  };
}
