"use client";

import type { Locale } from "@docket/schema/locale";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";

type IntlProps = {
  locale: Locale;
  /** Compiled messages, as expected by the formatter in the bundle (next.config.mjs). */
  messages: object;
  /** IANA name of the time zone in which both server and browser format dates. */
  timeZone: string;
  children: ReactNode;
};

/** Provides messages and date and number formatting in the user's language. */
export function PageIntl({ locale, messages, timeZone, children }: IntlProps) {
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
