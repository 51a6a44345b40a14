"use client";

import { Suspense, useCallback, useState } from "react";
import type { ReactNode } from "react";
import { loadPage } from "../../navigation/redirect.ts";
import { markSignedOut } from "../../trpc/fetch.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { useNotice } from "../../ui/notice.tsx";
import { countUnsaved } from "./unsaved.ts";
import type { Unsaved } from "./unsaved.ts";

const SignOutQuestion = lazyComponent(async () => (await import("./sign-out-question.tsx")).SignOutQuestion);

type SignOut = {
  /** Ends this browser's session; asks for confirmation if that would delete unsaved data. */
  signOut: () => void;
  /** The confirmation dialog. The component that calls the hook must render it. */
  question: ReactNode;
};

/** Returns a function that signs out and discards everything that the page has loaded and the browser has stored. */
export function useSignOut(): SignOut {
  const client = useTRPCClient();
  const notice = useNotice();
  const errorMessage = useErrorMessage();
  const [unsaved, setUnsaved] = useState<Unsaved | null>(null);
  const end = useCallback(() => {
    client.session.signOut.mutate().then(
      () => {
        markSignedOut();
        // Load a full page, so that no session data stays in memory.
        loadPage("/login");
      },
      (error: unknown) => notice({ text: errorMessage(error), tone: "danger" }),
    );
  }, [client, notice, errorMessage]);
  const signOut = useCallback(() => {
    const found = countUnsaved(() => localStorage);
    if (found.changes + found.drafts === 0) end();
    else setUnsaved(found);
  }, [end]);
  const question = unsaved && (
    <Suspense>
      <SignOutQuestion unsaved={unsaved} onSignOut={end} onClose={() => setUnsaved(null)} />
    </Suspense>
  );
  return { signOut, question };
}
