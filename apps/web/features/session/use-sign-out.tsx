"use client";

import { Suspense, useCallback, useState } from "react";
import type { ReactNode } from "react";
import { loadPage } from "../../navigation/redirect.ts";
import { markSignedOut } from "../../trpc/fetch.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { useNotice } from "../../ui/notice.tsx";
import { useErrorMessage } from "../problem/use-error-message.ts";
import { countUnsaved } from "./unsaved.ts";
import type { Unsaved } from "./unsaved.ts";

const SignOutQuestion = lazyComponent(async () => (await import("./sign-out-question.tsx")).SignOutQuestion);

type SignOut = {
  /** Ends this browser's session; asks first when that would delete something unsaved. */
  signOut: () => void;
  /** To be drawn somewhere in the part that uses it. */
  question: ReactNode;
};

/** The way out of this browser's session, which forgets what the page has loaded and the browser has kept. */
export function useSignOut(): SignOut {
  const client = useTRPCClient();
  const notice = useNotice();
  const sentence = useErrorMessage();
  const [unsaved, setUnsaved] = useState<Unsaved | null>(null);
  const end = useCallback(() => {
    client.session.signOut.mutate().then(
      () => {
        markSignedOut();
        // A full load: nothing of the session may stay in this page's memory.
        loadPage("/login");
      },
      (error: unknown) => notice({ text: sentence(error), tone: "danger" }),
    );
  }, [client, notice, sentence]);
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
