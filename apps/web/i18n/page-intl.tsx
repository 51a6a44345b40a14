"use client";

import type { Locale } from "@docket/schema/locale";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";

type IntlProps = {
  locale: Locale;
  /** Compiled, as the formatter of the bundle takes them (next.config.mjs). */
  messages: object;
  /** IANA name; instants are written in it, on the server and in the browser alike. */
  timeZone: string;
  children: ReactNode;
};

/** Gives the pages their texts, and days and numbers the form that the reader's language gives them. */
export function PageIntl({ locale, messages, timeZone, children }: IntlProps) {
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
