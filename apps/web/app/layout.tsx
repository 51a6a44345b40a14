import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import "./globals.css";
import { TRUSTED_TYPES_SCRIPT } from "./trusted-types.ts";

export const metadata: Metadata = { title: { default: "Docket", template: "%s · Docket" } };
export const viewport: Viewport = { colorScheme: "light dark" };

/** The frame of every page. Reading the nonce also makes each page render per request, as the policy demands. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* Browsers hide the nonce from scripts, so the client side never sees the attribute that the server wrote. */}
        {/* oxlint-disable-next-line react/no-danger -- a constant of ours, which must run before every other script */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: TRUSTED_TYPES_SCRIPT }} />
      </head>
      <body>{children}</body>
    </html>
  );
}
