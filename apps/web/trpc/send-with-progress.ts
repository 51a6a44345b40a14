/** Called with the fraction of the request body that has been sent, from 0 to 1. */
export type OnProgress = (share: number) => void;

/**
 * Sends a request like `fetch`, but also reports how much of the body has been sent.
 *
 * @throws TypeError if no response arrives; the signal's abort reason if the request is aborted
 */
export function sendWithProgress(url: string, init: RequestInit = {}, onProgress?: OnProgress): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const { signal } = init;
    const abort = () => {
      request.abort();
      reject(signal?.reason as Error);
    };
    if (signal?.aborted) return abort();
    signal?.addEventListener("abort", abort, { once: true });
    request.open(init.method ?? "GET", url);
    for (const [name, value] of new Headers(init.headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress?.(total === 0 ? 0 : loaded / total));
    request.addEventListener("load", () => resolve(responseOf(request)));
    request.addEventListener("error", () => reject(new TypeError("The request got no answer.")));
    request.addEventListener("loadend", () => signal?.removeEventListener("abort", abort));
    request.send(init.body as XMLHttpRequestBodyInit);
  });
}

function responseOf(request: XMLHttpRequest): Response {
  const headers = { "content-type": request.getResponseHeader("content-type") ?? "" };
  return new Response(request.responseText, { status: request.status, headers });
}
