import { formatLocale } from "@docket/schema/format-locale";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import "./globals.css";
import { APPEARANCE_COOKIE, appearanceOf } from "@/features/appearance/appearance.ts";
import { compiledMessages } from "@/i18n/catalogue.ts";
import { PageIntl } from "@/i18n/page-intl.tsx";
import { requestLocale } from "@/i18n/request-locale.ts";
import { AddressProvider } from "@/navigation/address.tsx";
import { Providers } from "@/trpc/provider.tsx";
import { requestedPath } from "@/trpc/server.ts";
import { findSignedIn } from "@/trpc/signed-in.ts";
import { titleOf } from "@/ui/page-title.tsx";
import { Ready } from "./ready.tsx";

const inter = localFont({
  src: "../fonts/inter-latin-wght-normal.woff2",
  variable: "--font-inter",
  display: "swap",
  weight: "100 900",
});

// Without a default, because the views set their own title and Next would add a second one.
export const metadata: Metadata = { title: { default: "", template: titleOf("%s") } };
export const viewport: Viewport = {
  colorScheme: "light dark",
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f9fafc" },
    { media: "(prefers-color-scheme: dark)", color: "#12151a" },
  ],
};

/**
 * The root layout, in the user's language and appearance. Every page is rendered per request, because each response has
 * a new nonce for the content security policy.
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, signedIn, jar, address] = await Promise.all([
    requestLocale(),
    findSignedIn(),
    cookies(),
    requestedPath(),
  ]);
  const appearance = appearanceOf(jar.get(APPEARANCE_COOKIE)?.value);
  return (
    <html lang={locale} data-appearance={appearance} className={inter.variable}>
      <body>
        <PageIntl
          locale={signedIn ? formatLocale(signedIn.account) : locale}
          messages={compiledMessages(locale)}
          timeZone={signedIn?.account.timeZone ?? "UTC"}
        >
          <AddressProvider requested={address}>
            <Providers userId={signedIn?.account.id}>{children}</Providers>
          </AddressProvider>
        </PageIntl>
        <Ready />
      </body>
    </html>
  );
}
