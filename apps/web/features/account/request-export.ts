import { fetchOwnAnswer, refreshSession, userHeaders } from "../../trpc/fetch.ts";

/**
 * Requests an export. If the session has expired, renews it and retries once.
 *
 * @param path path of the export endpoint
 * @returns the response body
 * @throws an error whose reason can be read with `apiErrorIn`
 */
export async function requestExport(path: string, signal?: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const request = () =>
    fetchOwnAnswer(path, { signal: signal ?? null, headers: userHeaders }).catch((error: Error) => {
      throw new Error(error.message, { cause: error });
    });
  const first = await request();
  const response = first.status === 401 && (await refreshSession()) === "renewed" ? await request() : first;
  if (response.ok && response.body !== null) return response.body;
  const responseJSON: unknown = await response.json();
  throw Object.assign(new Error("The export was refused."), { meta: { responseJSON } });
}
