import type { ServerResponse } from "node:http";
import { ERROR_STATUS, type ErrorCode } from "@docket/schema/error";

/** A "no" of the front itself, before any application code has run. */
export type FrontRefusal = {
  readonly code: ErrorCode;
  readonly message: string;
  /** Extra response headers, such as `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** Makes a refusal; the status follows from the code. */
export function refuse(code: ErrorCode, message: string, headers?: Record<string, string>): FrontRefusal {
  return headers === undefined ? { code, message } : { code, message, headers };
}

/**
 * Answers with a refusal: `{ error: { code, message, requestId } }` for programs, one readable page for people. Nothing
 * of the server's inside is ever in it.
 */
export function sendRefusal(
  response: ServerResponse,
  refusal: FrontRefusal,
  { requestId, asPage }: { requestId: string; asPage: boolean },
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const body = asPage ? pageOf(refusal, requestId) : refusalBody(refusal, requestId);
  response.writeHead(ERROR_STATUS[refusal.code], {
    ...refusal.headers,
    "cache-control": asPage ? "private, no-store" : "no-store",
    "content-type": asPage ? "text/html; charset=utf-8" : "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

/** The JSON form of a refusal, as text. */
export function refusalBody({ code, message }: FrontRefusal, requestId: string | undefined): string {
  return JSON.stringify({ error: { code, message, requestId } });
}

function pageOf({ code, message }: FrontRefusal, requestId: string): string {
  const title = `${ERROR_STATUS[code]} · Docket`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:20vh auto;padding:0 1rem}small{opacity:.7}</style>
<h1>${title}</h1>
<p>${escapeHtml(message)}</p>
<p><a href="/">Back to the start</a></p>
<p><small>Request ${escapeHtml(requestId)}</small></p>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
