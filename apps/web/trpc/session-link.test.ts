import type { AppRouter } from "@docket/api/root";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { beforeEach, expect, test, vi } from "vitest";
import { refreshSession, setPageUser, userHeaders } from "./fetch.ts";
import { sessionLink } from "./session-link.ts";

/** State of a fake server with one session, required by all procedures except `setup.status`. */
let isExpired: boolean;
let canRenew: boolean;
let isUnreachable: boolean;
let asked: string[];

const answer = (path: string): object => {
  if (!isExpired || path === "setup.status") return { result: { data: path } };
  return { error: { message: "Please sign in.", code: -32_001, data: { code: "UNAUTHORIZED", httpStatus: 401 } } };
};

async function serve(input: RequestInfo | URL | string): Promise<Response> {
  const address = input instanceof Request ? input.url : input;
  const path = new URL(address, "http://docket.test").pathname.replace("/api/trpc/", "");
  asked.push(path);
  if (path === "session.refresh") {
    if (canRenew) isExpired = false;
    if (isUnreachable) throw new TypeError("fetch failed");
    return Response.json({}, { status: canRenew ? 200 : 401 });
  }
  const answers = path.split(",").map(answer);
  const statuses = new Set(answers.map((one) => ("error" in one ? 401 : 200)));
  return Response.json(answers, { status: statuses.size > 1 ? 207 : Math.max(...statuses) });
}

const client = createTRPCClient<AppRouter>({
  links: [sessionLink(refreshSession), httpBatchLink({ url: "http://docket.test/api/trpc", fetch: serve })],
});

beforeEach(() => {
  vi.stubGlobal("fetch", serve);
  isExpired = true;
  canRenew = true;
  isUnreachable = false;
  asked = [];
});

test("renews the session and retries the call", async () => {
  expect(await client.workspace.list.query({})).toBe("workspace.list");
  expect(asked).toEqual(["workspace.list", "session.refresh", "workspace.list"]);
});

test("renews the session for session procedures, including at the start of a batch", async () => {
  expect(await client.session.list.query({})).toBe("session.list");
  isExpired = true;
  expect(await Promise.all([client.session.get.query({}), client.workspace.list.query({})])).toEqual([
    "session.get",
    "workspace.list",
  ]);
});

test("retries only the rejected calls in a batch", async () => {
  expect(await Promise.all([client.setup.status.query(), client.workspace.list.query({})])).toEqual([
    "setup.status",
    "workspace.list",
  ]);
  expect(asked).toEqual(["setup.status,workspace.list", "session.refresh", "workspace.list"]);
});

test("renews the session once for twenty rejected calls", async () => {
  await Promise.all(Array.from({ length: 20 }, () => client.workspace.list.query({})));
  expect(asked.filter((path) => path === "session.refresh")).toHaveLength(1);
});

test("does not renew the session after a wrong password", async () => {
  const signIn = client.session.signIn.mutate({ email: "ada@example.org", password: "wrong password" });
  await expect(signIn).rejects.toMatchObject({ data: { code: "UNAUTHORIZED" } });
  expect(asked).toEqual(["session.signIn"]);
});

test("rejects the call after one attempt when the session cannot be renewed", async () => {
  canRenew = false;
  await expect(client.session.list.query({})).rejects.toMatchObject({ data: { code: "UNAUTHORIZED" } });
  expect(asked).toEqual(["session.list", "session.refresh"]);
});

test("rejects the call without an API error when it is unknown whether the session can be renewed", async () => {
  isUnreachable = true;
  await expect(client.session.list.query({})).rejects.toMatchObject({ data: undefined });
});

test("names the user of the page, and reloads the page when it gets the data of another user", async () => {
  const reload = vi.fn<() => void>();
  vi.stubGlobal("location", { reload });
  expect(userHeaders).toEqual({});
  setPageUser("bea");
  expect(userHeaders).toEqual({ "docket-user": "bea" });
  expect(reload).not.toHaveBeenCalled();
  setPageUser("ada");
  expect(reload).toHaveBeenCalledOnce();
});
