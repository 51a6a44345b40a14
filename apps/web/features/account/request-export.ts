import { fetchOwnAnswer, refreshSession } from "../../trpc/fetch.ts";

/**
 * Requests an export, a second time when the session had to be renewed first.
 *
 * @param path where the server answers it
 * @throws an error in which `refusalIn` finds why it was refused
 */
export async function requestExport(path: string, signal?: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const request = () =>
    fetchOwnAnswer(path, { signal: signal ?? null }).catch((error: Error) => {
      throw new Error(error.message, { cause: error });
    });
  const first = await request();
  const response = first.status === 401 && (await refreshSession()) === "renewed" ? await request() : first;
  if (response.ok && response.body !== null) return response.body;
  const responseJSON: unknown = await response.json();
  throw Object.assign(new Error("The export was refused."), { meta: { responseJSON } });
}
