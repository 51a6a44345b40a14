import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { AppRouter } from "@docket/api/root";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hasCode, isDocketError, apiErrorIn } from "./api-error.ts";
import { fetchOwnAnswer } from "./fetch.ts";

let server: Server;
let answer: (response: ServerResponse) => void;
beforeAll(async () => {
  server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Returns the error thrown by a call that receives this response. */
async function errorOf(status: number, type: string, body: string): Promise<unknown> {
  answer = (response) => response.writeHead(status, { "content-type": type }).end(body);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url, methodOverride: "POST", fetch: (input, init) => fetchOwnAnswer(input, init) })],
  });
  return client.workspace.list.query({}).then(
    () => null,
    (error: unknown) => error,
  );
}

test.each([
  [400, "malformed"],
  [403, "forbidden"],
  [413, "too_large"],
  [415, "unsupported_media_type"],
  [429, "too_many_requests"],
  [503, "unavailable"],
])("returns the code and message of the HTTP server's own error with status %i", async (status, code) => {
  const error = { code, message: "Why.", requestId: "r1", details: { reason: "unknown_address" } };
  const failed = await errorOf(status, "application/json", JSON.stringify({ error }));
  expect(apiErrorIn(failed)).toEqual(error);
  expect(isDocketError(failed)).toBe(true);
});

test.each([
  [400, "malformed"],
  [403, "forbidden"],
  [408, "timeout"],
  [413, "too_large"],
  [431, "malformed"],
  [502, "unavailable"],
  [503, "unavailable"],
  [504, "timeout"],
  [500, "internal"],
])("returns a code and no message for a proxy's page with status %i", async (status, code) => {
  expect(apiErrorIn(await errorOf(status, "text/html", "<h1>nginx</h1>"))).toEqual({ code, message: "" });
});

test("does not mistake a proxy's 404 for Docket's, so that nothing is treated as deleted", async () => {
  const failed = await errorOf(404, "text/html", "<h1>nginx</h1>");
  expect(isDocketError(failed)).toBe(false);
  expect(hasCode(failed, "not_found")).toBe(false);
});

test("returns null for a call that received no response", async () => {
  answer = (response) => response.destroy();
  const failed = await fetchOwnAnswer(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).catch(
    (error: unknown) => error,
  );
  expect(apiErrorIn(failed)).toBeNull();
});
