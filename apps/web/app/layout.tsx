import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import "./globals.css";
import { Providers } from "../trpc/provider.tsx";
import { Ready } from "./ready.tsx";
import { TRUSTED_TYPES_SCRIPT } from "./trusted-types.ts";

const inter = localFont({
  src: "../fonts/inter-latin-wght-normal.woff2",
  variable: "--font-inter",
  display: "swap",
  weight: "100 900",
});

export const metadata: Metadata = { title: { default: "Docket", template: "%s · Docket" } };
export const viewport: Viewport = { colorScheme: "light dark", width: "device-width", initialScale: 1 };

/** The frame of every page. Reading the nonce also makes each page render per request, as the policy demands. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" className={inter.variable} suppressHydrationWarning>
      <head>
        {/* Browsers hide the nonce from scripts, so the client side never sees the attribute that the server wrote. */}
        {/* oxlint-disable-next-line react/no-danger -- a constant of ours, which must run before every other script */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: TRUSTED_TYPES_SCRIPT }} />
      </head>
      <body>
        <Providers>{children}</Providers>
        <Ready />
      </body>
    </html>
  );
}
