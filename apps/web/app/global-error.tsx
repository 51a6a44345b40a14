"use client";

import { general } from "@/messages/en/general.ts";
import "./globals.css";

/**
 * Shown when the root layout fails. The language is unknown at this point, because the root layout provides it. Without
 * this page, Next.js would inject its own HTML, which the content security policy blocks.
 */
export default function GlobalErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const { title, text, reference } = general.errorPage;
  return (
    <html lang="en">
      <body>
        <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center gap-4 px-4">
          <h1 className="text-2xl font-semibold">{title}</h1>
          <p className="text-muted">{text}</p>
          <button type="button" className="self-start rounded-md bg-accent px-3 py-2 text-on-accent" onClick={reset}>
            {general.tryAgain}
          </button>
          {error.digest && <p className="text-sm text-muted">{reference.replace("{digest}", error.digest)}</p>}
        </main>
      </body>
    </html>
  );
}
