"use client";

import type { Locale } from "@docket/schema/locale";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";

type IntlProps = {
  locale: Locale;
  /** Compiled messages, as the bundle's formatter expects them (next.config.mjs). */
  messages: object;
  /** IANA time zone in which dates are formatted, on the server and in the browser. */
  timeZone: string;
  children: ReactNode;
};

/** Provides messages and the formatting of dates and numbers in the user's language. */
export function PageIntl({ locale, messages, timeZone, children }: IntlProps) {
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
