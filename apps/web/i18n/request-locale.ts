import { bestLocale, requestedLocale } from "@docket/schema/locale";
import type { Locale } from "@docket/schema/locale";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { cache } from "react";
import { createTranslator } from "use-intl/core";
import type { MessageKeys, NestedKeyOf } from "use-intl/core";
import type { en } from "../messages/en.ts";
import type { Messages } from "../messages/messages.ts";
import { findSignedIn } from "../trpc/signed-in.ts";
import { compiledMessages } from "./catalogue.ts";

/**
 * Returns the language of the requested page: the account's language, otherwise the one chosen in this browser,
 * otherwise the browser's preferred language.
 */
export const requestLocale = cache(async (): Promise<Locale> => {
  const signedIn = await findSignedIn();
  if (signedIn) return bestLocale([signedIn.account.locale]);
  const incoming = await headers();
  return requestedLocale({ cookie: incoming.get("cookie"), acceptLanguage: incoming.get("accept-language") });
});

/** Returns the translator for server components, in the language of the request. */
export const serverTranslator = cache(async () => {
  const locale = await requestLocale();
  // Safe because compiled messages have the same keys, and the formatter in the bundle accepts them (next.config.mjs).
  return createTranslator({ locale, messages: compiledMessages(locale) as unknown as Messages });
});

/** Keys of messages without placeholders. */
type PlainText = MessageKeys<typeof en, NestedKeyOf<typeof en>>;

/**
 * Returns a `generateMetadata` function that sets a page's title in the language of the request.
 *
 * @param text message key of the title
 * @param more other metadata of the page
 */
export function titleMetadata(text: PlainText, more: Metadata = {}): () => Promise<Metadata> {
  return async () => {
    const t = await serverTranslator();
    return { ...more, title: t(text) };
  };
}
