import type { ReactNode } from "react";
import { requestLocale } from "../../i18n/request-locale.ts";
import { findSignedIn } from "../../trpc/signed-in.ts";
import { Centered } from "../../ui/centered.tsx";
import { LocaleSwitch } from "./locale-switch.tsx";

/**
 * Frame of a page that does not require signing in. Signed-out visitors can choose the language; for signed-in users,
 * it comes from the account.
 */
export async function SignedOutPage({ title, children }: { title: string; children: ReactNode }) {
  const [locale, signedIn] = await Promise.all([requestLocale(), findSignedIn()]);
  return (
    <Centered title={title}>
      {children}
      {!signedIn && <LocaleSwitch locale={locale} />}
    </Centered>
  );
}
