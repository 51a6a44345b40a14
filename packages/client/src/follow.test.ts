import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { PASSWORD } from "@docket/core/testing/world";
import type { Person } from "@docket/core/testing/world";
import type { FeedEvent } from "@docket/schema/change";
import { serveWorld } from "@docket/server/testing/served-world";
import type { ServedWorld } from "@docket/server/testing/served-world";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Docket } from "./client.ts";
import { createClient, newId } from "./client.ts";
import { followChanges } from "./follow.ts";
import { createSessionClient } from "./session-client.ts";

let served: ServedWorld;
let wire: Relay;
beforeAll(async () => {
  served = await serveWorld();
  wire = await startRelay(served.port);
});
afterAll(async () => {
  await wire.close();
  await served.close();
});

/** A proxy to the server whose connections can be cut: all open sockets break, but new connections work. */
type Relay = { url: string; cut: () => void; close: () => Promise<void> };

async function startRelay(port: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  const relay = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from
        .on("error", () => to.destroy())
        .on("close", () => to.destroy())
        .pipe(to);
    }
  });
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const close = async () => {
    cut();
    await new Promise((resolve) => relay.close(resolve));
  };
  return { url: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`, cut, close };
}

async function personWithToken(name: string): Promise<{ person: Person; docket: Docket; tokenId: string }> {
  const person = await served.world.person(name);
  const session = createSessionClient({ url: wire.url });
  await session.session.signIn.mutate({ email: person.email, password: PASSWORD });
  const tokenId = newId();
  const { token } = await session.apiToken.create.mutate({ id: tokenId, name, scopes: ["tasks:read", "tasks:write"] });
  return { person, docket: createClient({ url: wire.url, token }), tokenId };
}

const writeTask = (docket: Docket, { workspaceId, inboxId }: Person, title: string) =>
  docket.workspace(workspaceId).task.create.mutate({ id: newId(), projectId: inboxId, title });

const titlesIn = (events: FeedEvent[]) =>
  events.flatMap((event) => (event.kind === "changes" ? event.changes.map(({ after }) => after?.["title"]) : []));

test("a stream that is cut repeatedly delivers every change once, in order", async () => {
  const { person, docket } = await personWithToken("Mira");
  const events: FeedEvent[] = [];
  const stop = new AbortController();
  const following = (async () => {
    for await (const event of followChanges(docket, person.workspaceId, { signal: stop.signal })) events.push(event);
  })();
  await expect.poll(() => events.length).toBe(1);

  const titles = Array.from({ length: 10 }, (_, index) => `Task ${index}`);
  for (const [index, title] of titles.entries()) {
    if (index % 5 === 2) wire.cut();
    await writeTask(docket, person, title);
  }
  await expect.poll(() => titlesIn(events).length).toBe(titles.length);
  expect(titlesIn(events)).toEqual(titles);
  stop.abort();
  await following;
});

test("can be stopped and resumed later", async () => {
  const { person, docket } = await personWithToken("Ada");
  let lastEventId: string | undefined;
  for await (const event of followChanges(docket, person.workspaceId)) {
    lastEventId = event.seq;
    break;
  }
  await writeTask(docket, person, "While away");
  for await (const event of followChanges(docket, person.workspaceId, { lastEventId: lastEventId! })) {
    expect(titlesIn([event])).toEqual(["While away"]);
    break;
  }
});

test("revoking a token ends its streams with the reason", async () => {
  const { person, docket, tokenId } = await personWithToken("Revoked");
  const events: FeedEvent[] = [];
  const following = (async () => {
    for await (const event of followChanges(docket, person.workspaceId)) events.push(event);
  })();
  await expect.poll(() => events.length).toBe(1);
  const session = createSessionClient({ url: wire.url });
  await session.session.signIn.mutate({ email: person.email, password: PASSWORD });
  await session.apiToken.revoke.mutate({ id: tokenId });
  await following;
  expect(events.at(-1)).toMatchObject({ kind: "closed", reason: "credential" });
});

test("rejects a workspace that can't be followed with the error's code", async () => {
  const [{ docket }, { person: stranger }] = [await personWithToken("Eve"), await personWithToken("Stranger")];
  const follow = async (client: Docket) => {
    for await (const event of followChanges(client, stranger.workspaceId)) return event;
  };
  await expect(follow(docket)).rejects.toMatchObject({ name: "DocketError", code: "not_found", status: 404 });
  const bad = createClient({ url: wire.url, token: "dkt_pat_wrong" });
  await expect(follow(bad)).rejects.toMatchObject({ name: "DocketError", code: "unauthorized", status: 401 });
});
