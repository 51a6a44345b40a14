import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { AppRouter } from "@docket/api/root";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fetchOwnAnswer } from "./fetch.ts";
import { refusalIn } from "./refusal.ts";

let server: Server;
let answer: (response: ServerResponse) => void;
beforeAll(async () => {
  server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** What a page learns from a call that is answered like this. */
async function refusalOf(status: number, type: string, body: string) {
  answer = (response) => response.writeHead(status, { "content-type": type }).end(body);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url, methodOverride: "POST", fetch: (input, init) => fetchOwnAnswer(input, init) })],
  });
  return refusalIn(
    await client.workspace.list.query({}).then(
      () => null,
      (error: unknown) => error,
    ),
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
  expect(await refusalOf(status, "application/json", JSON.stringify({ error }))).toEqual(error);
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
  expect(await refusalOf(status, "text/html", "<h1>nginx</h1>")).toEqual({ code, message: "" });
});

test("a call without an answer is no refusal", async () => {
  answer = (response) => response.destroy();
  const failed = await fetchOwnAnswer(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).catch(
    (error: unknown) => error,
  );
  expect(refusalIn(failed)).toBeNull();
});
