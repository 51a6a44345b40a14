"use client";

import { LOCALES, LOCALE_COOKIE, LOCALE_NAMES } from "@docket/schema/locale";
import type { Locale } from "@docket/schema/locale";
import { useTranslations } from "use-intl";
import { rememberInBrowser } from "../../entities/preference/browser-cookie.ts";

/** Control for choosing the language in this browser. Each language is listed by its native name. */
export function LocaleSwitch({ locale }: { locale: Locale }) {
  const t = useTranslations("session");
  return (
    <nav aria-label={t("language")} className="flex flex-wrap gap-1 border-t border-line pt-4">
      {LOCALES.map((other) => (
        <button
          key={other}
          type="button"
          lang={other}
          aria-current={other === locale ? "true" : undefined}
          className="min-h-8 rounded-md px-2 text-sm text-muted hover:bg-hover hover:text-text aria-[current]:font-medium aria-[current]:text-text pointer-coarse:min-h-11"
          onClick={() => chooseLocale(other)}
        >
          {LOCALE_NAMES[other]}
        </button>
      ))}
    </nav>
  );
}

/** Stores the language and reloads the page. Keeps the URL's fragment, which may contain a link's secret. */
function chooseLocale(locale: Locale): void {
  rememberInBrowser(LOCALE_COOKIE, locale);
  window.location.reload();
}
