"use client";

import { bestLocale } from "@docket/schema/locale";
import { use, useMemo } from "react";
import type { ReactNode } from "react";
import { IntlProvider, useLocale, useMessages } from "use-intl";
import { loadLazyMessages } from "./lazy-messages.ts";
import type { LazyArea } from "./lazy-messages.ts";

/**
 * Starts loading the messages of an area and returns the component that provides them, in addition to those of the
 * page. The component suspends until they have been loaded.
 */
export function createLazyMessages(area: LazyArea) {
  if (typeof document !== "undefined") void loadLazyMessages(area, bestLocale([document.documentElement.lang]));
  return function LazyMessages({ children }: { children: ReactNode }) {
    const locale = useLocale();
    const page = useMessages();
    const texts = use(loadLazyMessages(area, bestLocale([locale])));
    const messages: object = useMemo(() => ({ ...page, [area]: texts }), [page, texts]);
    return (
      <IntlProvider locale={locale} messages={messages}>
        {children}
      </IntlProvider>
    );
  };
}
