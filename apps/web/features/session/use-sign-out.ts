"use client";

import { useCallback } from "react";
import { loadPage } from "../../navigation/redirect.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { useNotice } from "../../ui/notice.tsx";
import { useSentence } from "../problem/use-sentence.ts";

/** Ends this browser's session and forgets what the page has loaded. */
export function useSignOut(): () => void {
  const client = useTRPCClient();
  const notice = useNotice();
  const sentence = useSentence();
  return useCallback(() => {
    client.session.signOut.mutate().then(
      // A full load: nothing of the session may stay in this page's memory.
      () => loadPage("/login"),
      (error: unknown) => notice({ text: sentence(error), tone: "danger" }),
    );
  }, [client, notice, sentence]);
}
