"use client";

import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";

type IntlProps = {
  /** The tag with which dates and numbers are formatted, in the language of the messages. See `formatLocale`. */
  locale: string;
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
