import { uuidv7 } from "@docket/schema/id";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TokenActor } from "../actor.ts";
import { authenticatedActor } from "../actor.ts";
import { joinWorkspace } from "../testing/feed.ts";
import type { World } from "../testing/world.ts";
import { createWorld } from "../testing/world.ts";
import { getWorkspace, listWorkspaces } from "./queries.ts";

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());

test("my workspaces, oldest first, each with my role and my inbox; nobody else's", async () => {
  const [mira, ada] = [await world.person("Mira"), await world.person("Ada")];
  await joinWorkspace(world, mira.workspaceId, ada, "guest");
  const ctx = world.ctxOf(ada);

  const first = await listWorkspaces(ctx, { limit: 1 });
  const second = await listWorkspaces(ctx, { limit: 1, cursor: first.nextCursor! });
  expect(first.items).toMatchObject([{ id: mira.workspaceId, role: "guest", inboxId: null }]);
  expect(second.items).toMatchObject([{ id: ada.workspaceId, role: "owner", inboxId: ada.inboxId, slug: ada.slug }]);
  expect(second.nextCursor).toBeNull();
  expect((await listWorkspaces(world.ctxOf(mira), { limit: 50 })).items).toHaveLength(1);

  expect(await getWorkspace(ctx, { workspaceId: mira.workspaceId })).toMatchObject({ name: "Mira" });
  await expect(getWorkspace(world.ctxOf(mira), { workspaceId: ada.workspaceId })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a token limited to projects sees their workspace, and an inbox only if it is one of them", async () => {
  const [mira, ada] = [await world.person("Mira"), await world.person("Ada")];
  await joinWorkspace(world, mira.workspaceId, ada, "member");
  const token = { kind: "token", userId: ada.id, tokenId: uuidv7(), scopes: ["projects:read"] } as const;
  const limit = { workspaceId: ada.workspaceId, projectIds: [uuidv7()] };
  const ctx = {
    ...world.ctxOf(ada),
    actor: authenticatedActor<TokenActor>({ ...token, ...limit, scopes: ["projects:read"] }),
  };
  const { items } = await listWorkspaces(ctx, { limit: 50 });
  expect(items).toMatchObject([{ id: ada.workspaceId, inboxId: null }]);
  await expect(getWorkspace(ctx, { workspaceId: mira.workspaceId })).rejects.toMatchObject({ code: "not_found" });
});
