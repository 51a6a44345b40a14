import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { toWorkspace, workspaceInclude } from "../workspace/row.ts";
import { projectInclude, toProject } from "./row.ts";

let world: World;
let ada: Person;
beforeAll(async () => {
  world = await createWorld();
  ada = await world.person("Ada");
});
afterAll(() => world.close());

test("a project or workspace is not found if the membership ended while it was being read", async () => {
  const { db } = world.runtime;
  const { workspaceId, inboxId, actor } = ada;
  const ref = { workspaceId_id: { workspaceId, id: inboxId } };
  const project = await db.project.findUniqueOrThrow({ where: ref, include: projectInclude(actor) });
  const workspace = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    include: workspaceInclude(actor),
  });
  expect(toProject(project).id).toBe(inboxId);
  expect(() => toProject({ ...project, members: [] })).toThrow(expect.objectContaining({ code: "not_found" }));
  expect(() => toWorkspace({ ...workspace, members: [] })).toThrow(expect.objectContaining({ code: "not_found" }));
});
