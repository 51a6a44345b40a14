"use client";

import { bestLocale } from "@docket/schema/locale";
import { use, useMemo } from "react";
import type { ReactNode } from "react";
import { IntlProvider, useLocale, useMessages } from "use-intl";
import { loadDatePickerMessages } from "../../i18n/lazy-messages.ts";

// The picker is loaded before it is opened. By then, its messages should have been loaded, too.
if (typeof document !== "undefined") void loadDatePickerMessages(bestLocale([document.documentElement.lang]));

/** Provides the date picker's messages, in addition to those of the page. Suspends until they have been loaded. */
export function DatePickerMessages({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const page = useMessages();
  const datePicker = use(loadDatePickerMessages(bestLocale([locale])));
  const messages: object = useMemo(() => ({ ...page, datePicker }), [page, datePicker]);
  return (
    <IntlProvider locale={locale} messages={messages}>
      {children}
    </IntlProvider>
  );
}
