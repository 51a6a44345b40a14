import type { AppRouter } from "@docket/api/root";
import { createTRPCClient, TRPCClientError } from "@trpc/client";
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { API_PATH, fetchOwnAnswer, refreshSession, userHeaders } from "./fetch.ts";
import { sendWithProgress } from "./send-with-progress.ts";
import type { OnProgress } from "./send-with-progress.ts";
import { sessionLink } from "./session-link.ts";

type Answer = { result: { data: unknown } } | Parameters<typeof TRPCClientError.from>[0];

/**
 * Sends each call in its own request and reports its progress to `context.onProgress`. It does not use tRPC's
 * `httpLink`, which would then be part of the script that every page loads.
 */
const uploadLink: TRPCLink<AppRouter> =
  () =>
  ({ op }) =>
    observable((observer) => {
      const { onProgress } = op.context as { onProgress?: OnProgress };
      const abandoned = new AbortController();
      const signal = op.signal ? AbortSignal.any([op.signal, abandoned.signal]) : abandoned.signal;
      const send = async () => {
        const response = await fetchOwnAnswer(
          `${API_PATH}/${op.path}`,
          {
            method: "POST",
            headers: { "content-type": "application/json", ...userHeaders },
            body: JSON.stringify(op.input),
            signal,
          },
          (target, options) => sendWithProgress(new Request(target).url, options, onProgress),
        );
        const responseJSON = (await response.json()) as Answer;
        if (!("result" in responseJSON))
          throw TRPCClientError.from<AppRouter>(responseJSON, { meta: { response, responseJSON } });
        observer.next({ result: { type: "data", data: responseJSON.result.data } });
        observer.complete();
      };
      send().catch((cause: Error) => observer.error(TRPCClientError.from<AppRouter>(cause)));
      return () => abandoned.abort();
    });

/**
 * Client for calls that contain a whole file and are therefore too large for a batch. It is separate from the shared
 * client, so that only pages with uploads load it.
 */
export const uploadClient = createTRPCClient<AppRouter>({ links: [sessionLink(refreshSession), uploadLink] });
