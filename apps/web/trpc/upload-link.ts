import type { AppRouter } from "@docket/api/root";
import { UPLOAD_PROCEDURES } from "@docket/schema/upload";
import { httpLink } from "@trpc/client";
import type { Operation, TRPCLink } from "@trpc/client";
import { API, fetchOwnAnswer } from "./fetch.ts";
import { sendWithProgress } from "./send-with-progress.ts";
import type { OnProgress } from "./send-with-progress.ts";

/** Returns whether a call carries a whole file, for which a batch has no room. */
export function isUpload({ path }: Pick<Operation, "path">): boolean {
  return UPLOAD_PROCEDURES.has(path);
}

/** Sends each call in a request of its own. `context.onProgress` hears how much of it has been sent. */
export const uploadLink: TRPCLink<AppRouter> = (runtime) => (call) => {
  const { onProgress } = call.op.context as { onProgress?: OnProgress };
  const link = httpLink<AppRouter>({
    url: API,
    methodOverride: "POST",
    fetch: (input, init) =>
      fetchOwnAnswer(input, init, (target, options) => sendWithProgress(new Request(target).url, options, onProgress)),
  });
  return link(runtime)(call);
};
