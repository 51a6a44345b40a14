import type { AppRouter } from "@docket/api/root";
import { createTRPCClient, httpLink } from "@trpc/client";
import type { TRPCLink } from "@trpc/client";
import { API, fetchOwnAnswer, refreshSession } from "./fetch.ts";
import { sendWithProgress } from "./send-with-progress.ts";
import type { OnProgress } from "./send-with-progress.ts";
import { sessionLink } from "./session-link.ts";

/** Sends each call in a request of its own. `context.onProgress` hears how much of it has been sent. */
const uploadLink: TRPCLink<AppRouter> = (runtime) => (call) => {
  const { onProgress } = call.op.context as { onProgress?: OnProgress };
  const link = httpLink<AppRouter>({
    url: API,
    methodOverride: "POST",
    fetch: (input, init) =>
      fetchOwnAnswer(input, init, (target, options) => sendWithProgress(new Request(target).url, options, onProgress)),
  });
  return link(runtime)(call);
};

/**
 * Makes calls that carry a whole file, for which a batch has no room. Pages that send no files need not load it, so it is apart from
 * the client that all pages share.
 */
export const uploadClient = createTRPCClient<AppRouter>({ links: [sessionLink(refreshSession), uploadLink] });
