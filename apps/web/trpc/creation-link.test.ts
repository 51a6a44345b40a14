import type { AppRouter } from "@docket/api/root";
import { uuidv7 } from "@docket/schema/uuid";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { beforeEach, expect, test } from "vitest";
import { creationLink, setUnconfirmedIds } from "./creation-link.ts";

let requested: string[];

async function serve(input: RequestInfo | URL | string): Promise<Response> {
  const address = input instanceof Request ? input.url : input;
  const path = new URL(address, "http://docket.test").pathname.replace("/api/trpc/", "");
  requested.push(path);
  return Response.json(path.split(",").map((name) => ({ result: { data: name } })));
}

const client = createTRPCClient<AppRouter>({
  links: [creationLink(), httpBatchLink({ url: "http://docket.test/api/trpc", fetch: serve })],
});
const workspaceId = uuidv7();
const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

beforeEach(() => {
  requested = [];
  setUnconfirmedIds(new Set());
});

test("holds a query about something that was just created until the server knows it", async () => {
  const [task, other] = [uuidv7(), uuidv7()];
  setUnconfirmedIds(new Set([task, other]));
  const query = client.task.list.query({ workspaceId, filter: { ids: [task] } });
  await settle();
  expect(requested).toEqual([]);
  setUnconfirmedIds(new Set([other]));
  expect(await query).toBe("task.list");
});

test("sends all other queries, and all mutations, without delay", async () => {
  const project = uuidv7();
  setUnconfirmedIds(new Set([project]));
  const command = { workspaceId, commandId: uuidv7(), id: project, name: "New" };
  await Promise.all([client.project.create.mutate(command), client.project.list.query({ workspaceId })]);
  expect(requested.toSorted()).toEqual(["project.create", "project.list"]);
});

test("doesn't send a held query that was cancelled", async () => {
  const id = uuidv7();
  setUnconfirmedIds(new Set([id]));
  const controller = new AbortController();
  const query = client.project.get.query({ workspaceId, id }, { signal: controller.signal });
  controller.abort();
  await expect(query).rejects.toThrow();
  setUnconfirmedIds(new Set());
  await settle();
  expect(requested).toEqual([]);
});
