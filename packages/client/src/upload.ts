import type { AppRouter } from "@docket/api/root";
import { UPLOAD_PROCEDURES } from "@docket/schema/upload";
import { httpLink } from "@trpc/client";
import type { Operation, TRPCLink } from "@trpc/client";

/** How much of a request has been handed to the network, in bytes. */
export type UploadProgress = { sent: number; total: number };

/** Options of a call that carries a file. Abort the signal to cancel it. */
export type UploadOptions = { signal?: AbortSignal; context?: { onProgress?: (progress: UploadProgress) => void } };

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Bytes that are handed to the network before progress is reported again. */
const PIECE = 64 * 1024;

/** Returns whether a call carries a whole file, for which a batch has no room. */
export function isUpload({ path }: Pick<Operation, "path">): boolean {
  return UPLOAD_PROCEDURES.has(path);
}

/** Sends each call in a request of its own, and reports the progress to `context.onProgress` where a caller gives one. */
export function uploadLink({ url, fetch }: { url: string; fetch: Fetch }): TRPCLink<AppRouter> {
  return (runtime) => (call) => {
    const { onProgress } = call.op.context as NonNullable<UploadOptions["context"]>;
    const reporting = onProgress ? withProgress(fetch, onProgress) : fetch;
    return httpLink<AppRouter>({ url, methodOverride: "POST", fetch: reporting })(runtime)(call);
  };
}

/** Sends a text as a stream, because `fetch` itself does not tell how far it is. */
function withProgress(fetch: Fetch, onProgress: (progress: UploadProgress) => void): Fetch {
  return (input, init) => {
    const bytes = new TextEncoder().encode(typeof init?.body === "string" ? init.body : "");
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent === bytes.length) return controller.close();
        const piece = bytes.subarray(sent, sent + PIECE);
        sent += piece.length;
        controller.enqueue(piece);
        onProgress({ sent, total: bytes.length });
      },
    });
    return fetch(input, { ...init, body, duplex: "half" });
  };
}
