import { createPushBrowser } from "@docket/auth/testing/push-browser";
import { Prisma } from "@docket/db/generated/client";
import { CreateComment } from "@docket/schema/comment";
import { CreateFolder } from "@docket/schema/folder";
import { CreateInvitation } from "@docket/schema/invitation";
import { CreateLabel } from "@docket/schema/label";
import { CreateProject } from "@docket/schema/project";
import { CreateReminder } from "@docket/schema/reminder";
import { CreateTask, MoveTasks } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { CreateView } from "@docket/schema/view";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createComment } from "../commands/comment/mutations.ts";
import { createFolder } from "../commands/folder/mutations.ts";
import { createInvitation } from "../commands/invitation/mutations.ts";
import { createLabel } from "../commands/label/mutations.ts";
import { setMember } from "../commands/member/mutations.ts";
import { createProject } from "../commands/project/mutations.ts";
import { createReminder } from "../commands/reminder/mutations.ts";
import { createSection, moveSection } from "../commands/section/mutations.ts";
import { moveTasks } from "../commands/task/move.ts";
import { createTask } from "../commands/task/mutations.ts";
import { createView } from "../commands/view/mutations.ts";
import { createWorkspace } from "../commands/workspace/mutations.ts";
import { createApiToken } from "../identity/api-token/mutations.ts";
import { addPushSubscription } from "../identity/push/mutations.ts";
import { openSession } from "../identity/session/open.ts";
import type { Team } from "../testing/team.ts";
import { commandIn, createTeam, joinWorkspace, projectOf, taskIn } from "../testing/team.ts";
import type { World } from "../testing/world.ts";
import { createWorld } from "../testing/world.ts";
import { duplicateProject } from "../workflows/duplicate-project.ts";
import type { LimitedEntity, ScopeOf } from "./entity-limit.ts";
import { ENTITY_LIMITS } from "./entity-limit.ts";

/** Number of concurrent requests sent when only one more entity is allowed. */
const AT_ONCE = 4;

let world: World;
let team: Team;
beforeAll(async () => {
  world = await createWorld({ poolSize: AT_ONCE + 2 });
  team = await createTeam(world);
});
afterAll(() => world.close());

type Trial<Entity extends LimitedEntity> = {
  place: ScopeOf<Entity>;
  /** Inserts `count` copies of a row, each with its own id. */
  fill: (count: number) => Promise<unknown>;
  create: (nth: number) => Promise<unknown>;
};

/**
 * Inserts copies of a row, each with its own id.
 *
 * @param differing columns that must be unique and their values; `n` is the number of the copy
 */
function copy(
  table: string,
  where: Prisma.Sql,
  count: number,
  differing = "'id', gen_random_uuid()",
): Promise<unknown> {
  const name = Prisma.raw(table);
  return world.runtime.db.$executeRaw`
    INSERT INTO ${name} SELECT (jsonb_populate_record(r, jsonb_build_object(${Prisma.raw(differing)}))).*
    FROM ${name} r, generate_series(1, ${count}::int) n
    WHERE r.ctid = (SELECT ctid FROM ${name} WHERE ${where} LIMIT 1)`;
}

/** Creates accounts without memberships. Returns a LIKE pattern that matches their addresses. */
async function strangers(count: number): Promise<string> {
  const mark = uuidv7();
  const email = `'${mark}-' || n || '@example.org'`;
  await copy(
    "user_account",
    Prisma.sql`id = ${team.stranger.id}::uuid`,
    count,
    `'id', gen_random_uuid(), 'email', ${email}, 'email_folded', ${email}`,
  );
  return `${mark}-%`;
}

const TRIALS: { [Entity in LimitedEntity]: () => Promise<Trial<Entity>> } = {
  workspace: async () => {
    const person = await world.person("Founder");
    const ctx = world.ctxOf(person);
    return {
      place: { userId: person.id },
      fill: async (count) => {
        for (let nth = 0; nth < count; nth += 1) {
          const input = { workspaceId: uuidv7(), commandId: uuidv7(), name: "More" };
          await createWorkspace(ctx, input);
        }
      },
      create: () => createWorkspace(ctx, { workspaceId: uuidv7(), commandId: uuidv7(), name: "Last" }),
    };
  },
  workspaceMember: async () => {
    const { workspaceId } = await world.person("Host");
    const people = await Promise.all(Array.from({ length: AT_ONCE }, (_, nth) => world.person(`Joining ${nth}`)));
    return {
      place: { workspaceId },
      fill: async (count) => {
        const mark = await strangers(count);
        await world.runtime.db.$executeRaw`
          INSERT INTO workspace_member (workspace_id, user_id, role)
          SELECT ${workspaceId}::uuid, u.id, 'member' FROM user_account u WHERE u.email LIKE ${mark}`;
      },
      create: (nth) => joinWorkspace(world, workspaceId, people[nth] ?? team.stranger, "member"),
    };
  },
  project: async () => {
    const { id: userId, workspaceId, ...rest } = await world.person("Projector");
    const person = { id: userId, workspaceId, ...rest };
    const project = () =>
      createProject(
        world.ctxOf(person),
        CreateProject.parse({ ...commandIn(workspaceId), id: uuidv7(), name: "Project" }),
      );
    return {
      place: { workspaceId, userId },
      fill: (count) =>
        copy(
          "project",
          Prisma.sql`workspace_id = ${workspaceId}::uuid`,
          count,
          "'id', gen_random_uuid(), 'inbox_of', null",
        ),
      create: project,
    };
  },
  projectMember: async () => {
    const { workspaceId } = team;
    const projectId = await projectOf(world, workspaceId, team.manager);
    const people = [team.editor, team.viewer, team.commenter, team.member];
    return {
      place: { workspaceId, projectId },
      fill: async (count) => {
        const mark = await strangers(count);
        const { db } = world.runtime;
        await db.$executeRaw`
          INSERT INTO workspace_member (workspace_id, user_id, role)
          SELECT ${workspaceId}::uuid, u.id, 'member' FROM user_account u WHERE u.email LIKE ${mark}`;
        await db.$executeRaw`
          INSERT INTO project_member (workspace_id, project_id, user_id, role, rank)
          SELECT ${workspaceId}::uuid, ${projectId}::uuid, u.id, 'viewer', 'a0' FROM user_account u WHERE u.email LIKE ${mark}`;
      },
      create: (nth) =>
        setMember(world.ctxOf(team.manager), {
          ...commandIn(workspaceId),
          projectId,
          userId: people[nth]?.id ?? "",
          role: "viewer",
        }),
    };
  },
  invitation: async () => {
    const { workspaceId } = team;
    const projectId = await projectOf(world, workspaceId, team.manager);
    const create = () =>
      createInvitation(
        world.ctxOf(team.manager),
        CreateInvitation.parse({ ...commandIn(workspaceId), id: uuidv7(), projectId, email: null, role: "viewer" }),
      );
    await create();
    const place = { workspaceId, projectId, now: world.runtime.clock() };
    return { place, fill: (count) => copy("invitation", ofProject(projectId), count), create };
  },
  section: async () => {
    const { workspaceId } = team;
    const projectId = await projectOf(world, workspaceId, team.manager);
    const create = () =>
      createSection(world.ctxOf(team.manager), { ...commandIn(workspaceId), id: uuidv7(), projectId, name: "Section" });
    await create();
    return {
      place: { workspaceId, projectId },
      fill: (count) => copy("section", ofProject(projectId), count),
      create: (nth) => (nth % 2 === 0 ? create() : moveIn(projectId)),
    };
    async function moveIn(target: string) {
      const from = await projectOf(world, workspaceId, team.manager);
      const id = uuidv7();
      const ctx = world.ctxOf(team.manager);
      await createSection(ctx, { ...commandIn(workspaceId), id, projectId: from, name: "Moving" });
      return moveSection(ctx, { ...commandIn(workspaceId), id, projectId: target });
    }
  },
  subtask: async () => {
    const { workspaceId, manager } = team;
    const projectId = await projectOf(world, workspaceId, manager);
    const parentId = await taskIn(world, { workspaceId, projectId }, manager);
    const ctx = world.ctxOf(manager);
    const create = () =>
      createTask(ctx, CreateTask.parse({ ...commandIn(workspaceId), id: uuidv7(), projectId, parentId, title: "x" }));
    const loose = await taskIn(world, { workspaceId, projectId }, manager);
    await create();
    return {
      place: { workspaceId, projectId, parentId },
      fill: (count) =>
        copy(
          "task",
          Prisma.sql`parent_id = ${parentId}::uuid`,
          count,
          "'id', gen_random_uuid(), 'number', 1000000 + n",
        ),
      create: (nth) =>
        nth === 0 ? moveTasks(ctx, MoveTasks.parse({ ...commandIn(workspaceId), ids: [loose], parentId })) : create(),
    };
  },
  comment: async () => {
    const { workspaceId } = team;
    const taskId = await taskIn(world, team, team.manager);
    const create = () =>
      createComment(
        world.ctxOf(team.manager),
        CreateComment.parse({ ...commandIn(workspaceId), id: uuidv7(), taskId, body: "Words" }),
      );
    await create();
    return {
      place: { workspaceId, taskId },
      fill: (count) => copy("comment", Prisma.sql`task_id = ${taskId}::uuid`, count),
      create,
    };
  },
  reminder: async () => {
    const { workspaceId } = team;
    const { id: userId } = team.manager;
    const taskId = await taskIn(world, team, team.manager);
    const create = () =>
      createReminder(
        world.ctxOf(team.manager),
        CreateReminder.parse({
          ...commandIn(workspaceId),
          id: uuidv7(),
          taskId,
          time: { basis: "due", offsetMinutes: 10 },
        }),
      );
    await create();
    return {
      place: { workspaceId, taskId, userId },
      fill: (count) => copy("reminder", Prisma.sql`task_id = ${taskId}::uuid`, count),
      create,
    };
  },
  label: async () => {
    const { id: userId, workspaceId, ...rest } = await world.person("Labeller");
    const create = () =>
      createLabel(
        world.ctxOf({ id: userId, workspaceId, ...rest }),
        CreateLabel.parse({ ...commandIn(workspaceId), id: uuidv7(), name: uuidv7() }),
      );
    await create();
    return {
      place: { workspaceId, userId },
      fill: (count) => copy("label", Prisma.sql`created_by = ${userId}::uuid`, count),
      create,
    };
  },
  folder: async () => {
    const { id: userId, workspaceId, ...rest } = await world.person("Filer");
    const create = () =>
      createFolder(
        world.ctxOf({ id: userId, workspaceId, ...rest }),
        CreateFolder.parse({ ...commandIn(workspaceId), id: uuidv7(), name: "Folder" }),
      );
    await create();
    return {
      place: { workspaceId, userId },
      fill: (count) => copy("folder", Prisma.sql`user_id = ${userId}::uuid`, count),
      create,
    };
  },
  view: async () => {
    const { workspaceId } = team;
    const ownerId = team.viewer.id;
    const create = () =>
      createView(world.ctxOf(team.viewer), CreateView.parse({ ...commandIn(workspaceId), id: uuidv7(), name: "View" }));
    await create();
    return {
      place: { workspaceId, ownerId, projectId: null },
      fill: (count) => copy("view", Prisma.sql`owner_id = ${ownerId}::uuid`, count),
      create,
    };
  },
  copy: async () => {
    const { workspaceId, manager, taskId } = team;
    const { id: userId } = manager;
    const projectId = await projectOf(world, workspaceId, manager);
    await copy(
      "task",
      Prisma.sql`id = ${taskId}::uuid`,
      501,
      `'id', gen_random_uuid(), 'project_id', '${projectId}'::uuid, 'number', n`,
    );
    const create = () =>
      duplicateProject(world.ctxOf(manager), { ...commandIn(workspaceId), id: projectId, newId: uuidv7() });
    await create();
    return {
      place: { workspaceId, userId },
      fill: (count) => copy("import_job", Prisma.sql`user_id = ${userId}::uuid`, count),
      create,
    };
  },
  pushSubscription: async () => {
    const person = await world.person("Owner of devices");
    const ctx = world.ctxOf(person);
    const browser = createPushBrowser();
    const [p256dh = "", auth = ""] = [browser.p256dh, browser.auth].map((key) =>
      Buffer.from(key).toString("base64url"),
    );
    const create = async () => {
      const user = { id: person.id, securityVersion: 0 };
      const { sessionId } = await openSession(ctx.db, ctx.runtime, ctx.request, user, null);
      const actor = { ...person.actor, sessionId };
      const endpoint = `https://push.invalid/${uuidv7()}`;
      await addPushSubscription({ ...ctx, actor }, { endpoint, keys: { p256dh, auth } });
    };
    return {
      place: { userId: person.id, now: world.runtime.clock() },
      fill: async (count) => {
        for (let nth = 0; nth < count; nth += 1) await create();
      },
      create,
    };
  },
  apiToken: async () => {
    const person = await world.person("Scripter");
    const create = () =>
      createApiToken(world.ctxOf(person), {
        id: uuidv7(),
        name: "Script",
        scopes: ["tasks:read"],
        limit: null,
        days: 30,
      });
    await create();
    return {
      place: { userId: person.id, now: world.runtime.clock() },
      fill: (count) =>
        copy(
          "api_token",
          Prisma.sql`user_id = ${person.id}::uuid`,
          count,
          "'id', gen_random_uuid(), 'hash', to_jsonb(sha256(n::text::bytea))",
        ),
      create,
    };
  },
};

function ofProject(projectId: string): Prisma.Sql {
  return Prisma.sql`project_id = ${projectId}::uuid`;
}

const ENTITIES = Object.keys(ENTITY_LIMITS) as LimitedEntity[];

it.each(ENTITIES)("rejects a %s beyond the limit, even with concurrent requests", async (entity) => {
  const trial: Trial<LimitedEntity> = await TRIALS[entity]();
  const { max, rows } = ENTITY_LIMITS[entity] as { max: number; rows: (place: unknown) => Prisma.Sql };
  const present = async () => {
    const [row] = await world.runtime.db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM ${rows(trial.place)}`;
    return row?.count ?? 0;
  };
  await trial.fill(max - 1 - (await present()));
  expect(await present()).toBe(max - 1);
  const answers = await Promise.allSettled(Array.from({ length: AT_ONCE }, (_, nth) => trial.create(nth)));
  const refusals = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as unknown] : []));
  expect(refusals).toHaveLength(AT_ONCE - 1);
  for (const refusal of refusals) expect(refusal).toMatchObject({ status: 409, details: { limit: { entity, max } } });
  expect(await present()).toBe(max);
});

it("copies a project with the maximum number of sections, and rejects one with more", async () => {
  const { workspaceId, manager } = team;
  const { db } = world.runtime;
  const projectId = await projectOf(world, workspaceId, manager);
  const ctx = world.ctxOf(manager);
  const first = { ...commandIn(workspaceId), id: uuidv7(), projectId, name: "Section" };
  await createSection(ctx, first);
  await copy("section", ofProject(projectId), ENTITY_LIMITS.section.max - 1);
  const newId = uuidv7();
  await duplicateProject(ctx, { ...commandIn(workspaceId), id: projectId, newId });
  expect(await db.section.count({ where: { workspaceId, projectId: newId } })).toBe(ENTITY_LIMITS.section.max);
  await copy("section", ofProject(projectId), 1);
  const again = duplicateProject(ctx, { ...commandIn(workspaceId), id: projectId, newId: uuidv7() });
  await expect(again).rejects.toMatchObject({ status: 409 });
});
