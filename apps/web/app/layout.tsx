import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { connection } from "next/server";
import type { ReactNode } from "react";
import "./globals.css";
import { Providers } from "../trpc/provider.tsx";
import { Ready } from "./ready.tsx";

const inter = localFont({
  src: "../fonts/inter-latin-wght-normal.woff2",
  variable: "--font-inter",
  display: "swap",
  weight: "100 900",
});

export const metadata: Metadata = { title: { default: "Docket", template: "%s · Docket" } };
export const viewport: Viewport = { colorScheme: "light dark", width: "device-width", initialScale: 1 };

/** The frame of every page. Each is rendered per request, because the content policy's nonce is another one every time. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  return (
    <html lang="en" className={inter.variable}>
      <body>
        <Providers>{children}</Providers>
        <Ready />
      </body>
    </html>
  );
}
