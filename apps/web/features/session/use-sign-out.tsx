"use client";

import { USER_HEADER } from "@docket/schema/user-header";
import { Suspense, useCallback, useState } from "react";
import type { ReactNode } from "react";
import { removeKeptPages } from "../../entities/workspace/kept-page.ts";
import { loadPage } from "../../navigation/redirect.ts";
import { markSignedOut, userHeaders } from "../../trpc/fetch.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { lazyCall, lazyComponent } from "../../ui/lazy-component.ts";
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

/** How long signing out waits for the deletion of stored data, in milliseconds. A frozen tab can delay it. */
const MAX_DELETION_MS = 3_000;

const withStoredData = lazyCall(() => import("@docket/replica/stored-commands"));

/** Deletes the copies of workspaces, the kept pages and the commands of this page's user from the browser. */
export function deleteUserData(): Promise<void> {
  const userId = userHeaders[USER_HEADER];
  return new Promise((resolve) => {
    setTimeout(resolve, MAX_DELETION_MS);
    if (userId === undefined) resolve();
    else {
      removeKeptPages(() => localStorage);
      withStoredData(({ deleteStoredData }) => {
        void deleteStoredData(() => localStorage, globalThis.indexedDB ?? null, userId).then(() => resolve());
      });
    }
  });
}

/** Returns a function that signs out and discards everything that the page has loaded and the browser has stored. */
export function useSignOut(): SignOut {
  const client = useTRPCClient();
  const notice = useNotice();
  const errorMessage = useErrorMessage();
  const [unsaved, setUnsaved] = useState<Unsaved | null>(null);
  const end = useCallback(() => {
    client.session.signOut.mutate().then(
      async () => {
        markSignedOut();
        // On plain-HTTP addresses, browsers ignore the server's request to clear their storage.
        await deleteUserData();
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
