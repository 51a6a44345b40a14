"use client";

import type { AppRouter } from "@docket/api/root";
import { QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { useState } from "react";
import type { ReactNode } from "react";
import { NoticeProvider } from "../ui/notice.tsx";
import { API, fetchOwnAnswer, refreshSession } from "./fetch.ts";
import { createQueryClient } from "./query-client.ts";
import { TRPCProvider } from "./react.ts";
import { sessionLink } from "./session-link.ts";

/** The server runs this many calls of one request. */
const BATCH_LIMIT = 20;

/** Everything that pages share in the browser: the cache, the way to the server, and the place for short messages. */
export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        sessionLink(refreshSession),
        // Reads are sent as POST too, so that search words do not end up in the logs of proxies.
        httpBatchLink({
          url: API,
          maxItems: BATCH_LIMIT,
          methodOverride: "POST",
          fetch: (input, init) => fetchOwnAnswer(input, init),
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
