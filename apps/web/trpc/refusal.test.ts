import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { AppRouter } from "@docket/api/root";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fetchOwnAnswer } from "./fetch.ts";
import { hasCode, isRefusal, refusalIn } from "./refusal.ts";

let server: Server;
let answer: (response: ServerResponse) => void;
beforeAll(async () => {
  server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** The error with which a call fails that is answered like this. */
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
])("a refusal of the front with status %i keeps its code and its words", async (status, code) => {
  const error = { code, message: "Why.", requestId: "r1", details: { reason: "unknown_address" } };
  const failed = await errorOf(status, "application/json", JSON.stringify({ error }));
  expect(refusalIn(failed)).toEqual(error);
  expect(isRefusal(failed)).toBe(true);
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
])("the page of a proxy with status %i has a code and no words", async (status, code) => {
  expect(refusalIn(await errorOf(status, "text/html", "<h1>nginx</h1>"))).toEqual({ code, message: "" });
});

test("the 404 of a proxy is no refusal of Docket, so nothing counts as deleted because of it", async () => {
  const failed = await errorOf(404, "text/html", "<h1>nginx</h1>");
  expect(isRefusal(failed)).toBe(false);
  expect(hasCode(failed, "not_found")).toBe(false);
});

test("a call without an answer is no refusal", async () => {
  answer = (response) => response.destroy();
  const failed = await fetchOwnAnswer(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).catch(
    (error: unknown) => error,
  );
  expect(refusalIn(failed)).toBeNull();
});
