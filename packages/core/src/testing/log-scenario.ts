import type { Id } from "@docket/schema/id";
import { PROJECT_ROLES } from "@docket/schema/role";
import { CreateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import fc from "fast-check";
import {
  createComment,
  purgeComment,
  restoreComment,
  trashComment,
  updateComment,
} from "../commands/comment/mutations.ts";
import { createLabel, deleteLabel } from "../commands/label/mutations.ts";
import { removeMember, setMember } from "../commands/member/mutations.ts";
import { createProject } from "../commands/project/mutations.ts";
import { purgeProject, restoreProject, trashProject } from "../commands/project/trash.ts";
import { moveTasks } from "../commands/task/move.ts";
import { createTask, updateTasks } from "../commands/task/mutations.ts";
import { purgeTasks, restoreTasks, trashTasks } from "../commands/task/trash.ts";
import { setWorkspaceMember } from "../commands/workspace/mutations.ts";
import type { Actor, TokenActor } from "../runtime/actor.ts";
import { authenticatedActor } from "../runtime/actor.ts";
import { DomainError } from "../runtime/error.ts";
import { changeDraft, joinProject, joinWorkspace, writeLines } from "./feed.ts";
import type { Person, World } from "./world.ts";

const PROJECTS = 3;
const READERS = 5;

/** How often each kind of step occurs. */
const WEIGHTS = {
  wake: 8,
  createTask: 4,
  moveTask: 4,
  setLabel: 2,
  trashTask: 1,
  restoreTask: 1,
  purgeTask: 1,
  createLabel: 1,
  deleteLabel: 1,
  comment: 4,
  editComment: 2,
  trashComment: 3,
  restoreComment: 1,
  purgeComment: 1,
  grant: 4,
  revoke: 4,
  workspaceRole: 1,
  createProject: 1,
  trashProject: 2,
  restoreProject: 2,
  purgeProject: 1,
  personalEntry: 1,
  workspaceEntry: 1,
};

/** One step. The numbers choose the project, entity and person that it is about, and the readers that it wakes. */
export type LogStep = { does: keyof typeof WEIGHTS; at: number; of: number; by: number; readers: number[] };

/** Random steps that change who can see what in a workspace. */
export const LOG_STEPS = fc.array(
  fc.record({
    does: fc.oneof(
      ...Object.entries(WEIGHTS).map(([does, weight]) => ({
        weight,
        arbitrary: fc.constant(does as LogStep["does"]),
      })),
    ),
    at: fc.nat(PROJECTS - 1),
    of: fc.nat(5),
    by: fc.nat(1),
    readers: fc.uniqueArray(fc.nat(READERS - 1), { minLength: 1 }),
  }),
  // Long, because each run continues where the one before it ended.
  { minLength: 40, maxLength: 80, size: "max" },
);

/** A workspace with projects, and readers of its change log. Its state is kept from one run to the next. */
export type LogScenario = {
  workspaceId: Id;
  owner: Person;
  readers: Actor[];
  /** A project that all readers can always see. */
  sharedProjectId: Id;
  /** Executes a step. A command that is rejected has no effect. */
  run: (step: LogStep) => Promise<void>;
  /** Returns the number of the latest entry of the log. */
  lastSeq: () => Promise<bigint>;
};

/**
 * Creates a workspace with an owner, a member and a guest. The readers are these three, a token of the member, and a
 * token of the guest that is limited to two projects.
 */
export async function createLogScenario(world: World): Promise<LogScenario> {
  const [owner, member, guest] = [await world.person("Olga"), await world.person("Mia"), await world.person("Gus")];
  const { workspaceId } = owner;
  await joinWorkspace(world, workspaceId, member, "member");
  await joinWorkspace(world, workspaceId, guest, "guest");
  const ctx = world.ctxOf(owner);
  const others = [member, guest];
  const command = () => ({ workspaceId, commandId: uuidv7() });
  const newProject = async () => {
    const id = uuidv7();
    await createProject(ctx, { ...command(), id, name: "Project", description: "", color: "slate", folderId: null });
    return id;
  };
  const sharedProjectId = await newProject();
  const projects: Id[] = [];
  for (let index = 0; index < PROJECTS; index += 1) projects.push(await newProject());
  for (const person of others) await joinProject(world, workspaceId, sharedProjectId, person, "commenter");
  await joinProject(world, workspaceId, projects[0]!, member, "viewer");

  const [tasks, comments, labels]: [Id[], Id[], Id[]] = [[], [], []];
  const pick = (ids: Id[], of: number) => ids[of % Math.max(1, ids.length)] ?? uuidv7();
  const ids = (list: Id[], { of }: LogStep) => ({ ...command(), ids: [pick(list, of)] });
  const one = (list: Id[], { of }: LogStep) => ({ ...command(), id: pick(list, of) });
  const project = ({ at }: LogStep) => ({ ...command(), id: projects[at]! });
  const personAt = (by: number) => others[by]!;

  const actions: { [Does in Exclude<LogStep["does"], "wake">]: (step: LogStep) => Promise<unknown> } = {
    createTask({ at, of }) {
      const labelIds = of % 2 === 0 ? labels.slice(-1) : [];
      tasks.push(uuidv7());
      const task = { ...command(), id: tasks.at(-1), projectId: projects[at], title: "Task", labelIds };
      return createTask(ctx, CreateTask.parse(task));
    },
    moveTask: (step) => moveTasks(ctx, { ...ids(tasks, step), projectId: projects[step.at]! }),
    setLabel(step) {
      const label = [pick(labels, step.of)];
      const [addLabelIds, removeLabelIds] = step.by === 0 ? [label, []] : [[], label];
      return updateTasks(ctx, { ...ids(tasks, step), set: {}, addLabelIds, removeLabelIds });
    },
    trashTask: (step) => trashTasks(ctx, ids(tasks, step)),
    restoreTask: (step) => restoreTasks(ctx, ids(tasks, step)),
    purgeTask: (step) => purgeTasks(ctx, ids(tasks, step)),
    createLabel({ by }) {
      labels.push(uuidv7());
      const label = { ...command(), id: labels.at(-1)!, name: `Label ${labels.length}`, color: "slate" as const };
      return createLabel(by === 0 ? ctx : world.ctxOf(member), label);
    },
    deleteLabel: (step) => deleteLabel(ctx, one(labels, step)),
    comment({ of, by }) {
      comments.push(uuidv7());
      const comment = {
        ...command(),
        id: comments.at(-1)!,
        taskId: pick(tasks, of),
        body: `Comment ${comments.length}`,
      };
      return createComment(by === 0 ? ctx : world.ctxOf(member), comment);
    },
    async editComment(step) {
      const id = pick(comments, step.of);
      const { version = 1 } = (await world.runtime.db.comment.findFirst({ where: { id } })) ?? {};
      return updateComment(ctx, { ...command(), id, baseVersion: version, body: `Edited to ${version}` });
    },
    trashComment: (step) => trashComment(ctx, one(comments, step)),
    restoreComment: (step) => restoreComment(ctx, one(comments, step)),
    purgeComment: (step) => purgeComment(ctx, one(comments, step)),
    grant({ at, of, by }) {
      const role = PROJECT_ROLES[of % PROJECT_ROLES.length]!;
      return setMember(ctx, { ...command(), projectId: projects[at]!, userId: personAt(by).id, role });
    },
    revoke: ({ at, by }) => removeMember(ctx, { ...command(), projectId: projects[at]!, userId: personAt(by).id }),
    workspaceRole({ of, by }) {
      const role = of % 2 === 0 ? "guest" : "member";
      return setWorkspaceMember(ctx, { ...command(), userId: personAt(by).id, role });
    },
    async createProject({ at }) {
      projects[at] = await newProject();
    },
    trashProject: (step) => trashProject(ctx, project(step)),
    restoreProject: (step) => restoreProject(ctx, project(step)),
    purgeProject: (step) => purgeProject(ctx, project(step)),
    personalEntry: ({ by }) => append(null, personAt(by).id),
    workspaceEntry: () => append(null, null),
  };
  const append = (projectId: Id | null, audience: Id | null) =>
    writeLines(world, { actorId: owner.id, workspaceId }, [changeDraft(projectId, { entity: "view", audience })]);

  const tokens = [
    await createToken(world, member, workspaceId, null),
    await createToken(world, guest, workspaceId, [sharedProjectId, projects[0]!]),
  ];
  return {
    workspaceId,
    owner,
    readers: [owner.actor, member.actor, guest.actor, ...tokens],
    sharedProjectId,
    async run(step) {
      if (step.does === "wake") return;
      try {
        await actions[step.does](step);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    },
    async lastSeq() {
      const counter = await world.runtime.db.workspaceCounter.findUniqueOrThrow({ where: { workspaceId } });
      return counter.changeSeq;
    },
  };
}

async function createToken(
  { runtime }: World,
  { id: userId }: Person,
  workspaceId: Id,
  projectIds: Id[] | null,
): Promise<TokenActor> {
  const [id, createdAt] = [uuidv7(), runtime.clock()];
  const expiresAt = new Date(createdAt.getTime() + 3_600_000);
  const scopes = ["tasks:read" as const];
  const hash = crypto.getRandomValues(new Uint8Array(32));
  const row = { id, userId, name: "Script", prefix: "dkt_pat_", hash, scopes, workspaceId, createdAt, expiresAt };
  await runtime.db.apiToken.create({ data: { ...row, ...(projectIds && { projectIds }) } });
  return authenticatedActor<TokenActor>({ kind: "token", userId, tokenId: id, scopes, workspaceId, projectIds });
}
