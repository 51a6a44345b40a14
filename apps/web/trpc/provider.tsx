"use client";

import type { AppRouter } from "@docket/api/root";
import { QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { useLayoutEffect, useState } from "react";
import type { ReactNode } from "react";
import { NoticeProvider } from "../ui/notice.tsx";
import { recordCommandSeqs } from "./command-seq.ts";
import { creationLink } from "./creation-link.ts";
import { API_PATH, fetchOwnAnswer, refreshSession, setPageUser, userHeaders } from "./fetch.ts";
import { createQueryClient } from "./query-client.ts";
import { TRPCProvider } from "./react.ts";
import { sessionLink } from "./session-link.ts";

/** Maximum number of calls in a batch, equal to the server's limit. */
const BATCH_LIMIT = 20;

/**
 * Provides the query cache, the tRPC client and notices to all pages in the browser.
 *
 * @param props `userId` is the signed-in user when the page was loaded
 */
export function Providers({ userId, children }: { userId: string | undefined; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  // Before all other effects, which can send requests.
  useLayoutEffect(() => {
    if (userId) setPageUser(userId);
  }, [userId]);
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        creationLink(),
        sessionLink(refreshSession),
        // Send queries as POST too, so that search terms do not appear in proxy logs.
        httpBatchLink({
          url: API_PATH,
          maxItems: BATCH_LIMIT,
          methodOverride: "POST",
          headers: userHeaders,
          fetch: async (input, init) => recordCommandSeqs(await fetchOwnAnswer(input, init)),
        }),
      ],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        <NoticeProvider>{children}</NoticeProvider>
      </TRPCProvider>
    </QueryClientProvider>
  );
}
