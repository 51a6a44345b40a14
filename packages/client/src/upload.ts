import { UPLOAD_PROCEDURES } from "@docket/schema/upload";
import { httpLink } from "@trpc/client";
import type { Operation, TRPCLink } from "@trpc/client";
import type { AppRouter } from "./router.ts";

/** How many bytes of a request have been passed to the network. */
export type UploadProgress = { sent: number; total: number };

/** Options for a call with a file. Abort the signal to cancel the call. */
export type UploadOptions = { signal?: AbortSignal; context?: { onProgress?: (progress: UploadProgress) => void } };

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Number of bytes sent between two progress reports. */
const CHUNK_BYTES = 64 * 1024;

/** Returns whether the input of a call contains a whole file, which is too large for a batch. */
export function isUpload({ path }: Pick<Operation, "path">): boolean {
  return UPLOAD_PROCEDURES.has(path);
}

/** Sends each call in a separate request. Reports its progress to `context.onProgress` if given. */
export function uploadLink({ url, fetch }: { url: string; fetch: Fetch }): TRPCLink<AppRouter> {
  return (runtime) => (call) => {
    const { onProgress } = call.op.context as NonNullable<UploadOptions["context"]>;
    const reporting = onProgress ? withProgress(fetch, onProgress) : fetch;
    return httpLink<AppRouter>({ url, methodOverride: "POST", fetch: reporting })(runtime)(call);
  };
}

/** Wraps `fetch` to send the body as a stream, because `fetch` itself does not report progress. */
function withProgress(fetch: Fetch, onProgress: (progress: UploadProgress) => void): Fetch {
  return (input, init) => {
    const bytes = new TextEncoder().encode(typeof init?.body === "string" ? init.body : "");
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent === bytes.length) return controller.close();
        const piece = bytes.subarray(sent, sent + CHUNK_BYTES);
        sent += piece.length;
        controller.enqueue(piece);
        onProgress({ sent, total: bytes.length });
      },
    });
    return fetch(input, { ...init, body, duplex: "half" });
  };
}
