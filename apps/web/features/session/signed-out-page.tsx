import type { ReactNode } from "react";
import { requestLocale } from "../../i18n/request-locale.ts";
import { findSignedIn } from "../../trpc/signed-in.ts";
import { Centered } from "../../ui/centered.tsx";
import { LocaleSwitch } from "./locale-switch.tsx";

/** A page for whoever is not signed in (yet), who may want it in another language; the account says it for the others. */
export async function SignedOutPage({ title, children }: { title: string; children: ReactNode }) {
  const [locale, signedIn] = await Promise.all([requestLocale(), findSignedIn()]);
  return (
    <Centered title={title}>
      {children}
      {!signedIn && <LocaleSwitch locale={locale} />}
    </Centered>
  );
}
