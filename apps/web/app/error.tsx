"use client";

import { Button } from "../ui/button.tsx";
import { Centered } from "../ui/centered.tsx";

/** What is shown when a page failed; the cause is in the server's log, under the digest. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <Centered title="This page could not be shown">
      <p className="text-muted">Something went wrong on the server. Your tasks are safe.</p>
      <Button look="primary" onClick={reset}>
        Try again
      </Button>
      {error.digest && <p className="text-sm text-muted">Reference {error.digest}</p>}
    </Centered>
  );
}
