import { PASSWORD } from "@docket/core/testing/world";
import type { Person } from "@docket/core/testing/world";
import type { CommandSeq } from "@docket/schema/command-seq";
import { serveWorld } from "@docket/server/testing/served-world";
import type { ServedWorld } from "@docket/server/testing/served-world";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient, newId } from "./client.ts";
import { createSessionClient } from "./session-client.ts";

let served: ServedWorld;
let mira: Person;
let token: string;
beforeAll(async () => {
  served = await serveWorld();
  mira = await served.world.person("Mira");
  const session = createSessionClient({ url: addressOf() });
  await session.session.signIn.mutate({ email: mira.email, password: PASSWORD });
  const scopes = ["tasks:read", "tasks:write"] as const;
  ({ token } = await session.apiToken.create.mutate({ id: newId(), name: "Script", scopes: [...scopes] }));
});
afterAll(() => served.close());

const addressOf = () => `http://127.0.0.1:${served.port}`;

test.each([
  ["the direct API", {}],
  ["tRPC's adapter", { "trpc-accept": "application/json" }],
])("reports the position of each command in a batch, through %s", async (_, headers) => {
  const commands: CommandSeq[] = [];
  let requests = 0;
  const withHeaders: typeof fetch = (input, init) => {
    requests += 1;
    const all = new Headers(init?.headers);
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    return fetch(input, { ...init, headers: all });
  };
  const docket = createClient({
    url: addressOf(),
    token,
    fetch: withHeaders,
    onCommand: (command) => commands.push(command),
  });
  const { task } = docket.workspace(mira.workspaceId);
  const input = (projectId = mira.inboxId) => ({ id: newId(), commandId: newId(), projectId, title: "Paint" });
  const inputs = [input(), input(newId()), input()];
  const send = () => Promise.allSettled(inputs.map((each) => task.create.mutate(each)));
  const results = await send();
  expect([requests, ...results.map(({ status }) => status)]).toEqual([1, "fulfilled", "rejected", "fulfilled"]);

  const { items } = await docket.change.list.query({ workspaceId: mira.workspaceId });
  const seqOf = new Map(items.map(({ commandId, seq }) => [commandId, seq]));
  const expected = [inputs[0], inputs[2]].map((each) => ({
    commandId: each?.commandId,
    seq: seqOf.get(each?.commandId ?? ""),
  }));
  const sorted = () => commands.toSorted((one, other) => (one.commandId < other.commandId ? -1 : 1));
  expect(sorted()).toEqual(expected);
  commands.length = 0;
  await send();
  expect(sorted()).toEqual(expected);
});
