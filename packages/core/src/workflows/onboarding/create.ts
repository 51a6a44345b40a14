import { createHash } from "node:crypto";
import { addDays, daySpan } from "@docket/schema/day";
import type { Day } from "@docket/schema/day-schema";
import type { Id } from "@docket/schema/id";
import type { Label } from "@docket/schema/label";
import { ranksBetween } from "@docket/schema/rank";
import type { Task } from "@docket/schema/task";
import { newTask } from "@docket/schema/task-state";
import { uuidv7 } from "@docket/schema/uuid";
import { insertLabels } from "../../entities/label/definition.ts";
import { insertProject } from "../../entities/project/definition.ts";
import { freeKey, keyFromName } from "../../entities/project/key.ts";
import { lastSidebarRank } from "../../entities/project/order.ts";
import { insertSection } from "../../entities/section/definition.ts";
import { insertTasks } from "../../entities/task/insert.ts";
import { reserveNumbers } from "../../entities/task/order.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { appendToLog } from "../../log/command/log.ts";
import type { ChangeDraft } from "../../log/record.ts";
import type { AnonymousCtx, Tx } from "../../runtime/ctx.ts";
import { welcomeIn } from "./language.ts";
import type { WelcomeLabel, WelcomeTask } from "./welcome.ts";
import { WELCOME_LABELS } from "./welcome.ts";

/** The user for whom the welcome project is created, and their first workspace. */
export type Newcomer = { workspaceId: Id; userId: Id; locale: string; timeZone: string; at: Date };

/**
 * Creates the welcome project for a user whose account and workspace have just been created. It is an ordinary project,
 * created by a single command that the user can undo. Errors are only logged, because they must not prevent the user
 * from signing in.
 */
export async function createWelcomeProject(ctx: AnonymousCtx, newcomer: Newcomer): Promise<void> {
  try {
    await ctx.db.$transaction((tx) => createWelcome(tx, newcomer), { timeout: 10_000 });
  } catch (error) {
    ctx.runtime.log.error({ err: error }, "the project that explains Docket could not be made");
  }
}

async function createWelcome(tx: Tx, newcomer: Newcomer): Promise<void> {
  const { workspaceId, userId, at } = newcomer;
  const changes: ChangeDraft[] = [];
  const id = await insertWelcome({ tx, record: (change) => changes.push(change) }, newcomer);
  await appendToLog(tx, {
    workspaceId,
    commandId: uuidv7(),
    actorId: userId,
    tokenId: null,
    // A separate kind, because the user did not run this command, so "undo last" must not undo it.
    kind: "project.welcome",
    inputHash: createHash("sha256").update(id).digest(),
    result: { id },
    groupId: null,
    undoOf: null,
    at,
    changes,
  });
}

async function insertWelcome(scope: CommandScope, newcomer: Newcomer): Promise<Id> {
  const { workspaceId, userId, at } = newcomer;
  const welcome = welcomeIn(newcomer.locale);
  const projectId = uuidv7();
  const made = {
    workspaceId,
    version: 1,
    createdBy: userId,
    createdAt: at.toISOString(),
    updatedAt: at.toISOString(),
    deletedAt: null,
  };
  await insertProject(
    scope,
    {
      ...made,
      id: projectId,
      key: await freeKey(scope.tx, newcomer, keyFromName(welcome.name)),
      name: welcome.name,
      description: welcome.description,
      color: "blue",
      isInbox: false,
      archivedAt: null,
      role: "manager",
      rank: await lastSidebarRank(scope.tx, workspaceId, userId),
      folderId: null,
      isFavourite: false,
    },
    userId,
  );

  const labelIds = new Map<WelcomeLabel, Id>();
  const labelRanks = ranksBetween(null, null, WELCOME_LABELS.length);
  const labels: Label[] = [];
  for (const [index, label] of WELCOME_LABELS.entries()) {
    const id = uuidv7();
    labelIds.set(label, id);
    labels.push({ ...made, ...welcome.labels[label], id, rank: labelRanks[index] ?? "" });
  }
  await insertLabels(scope, labels);

  const tasks: Task[] = [];
  const sectionRanks = ranksBetween(null, null, welcome.sections.length);
  for (const [index, { name, tasks: own }] of welcome.sections.entries()) {
    const id = uuidv7();
    const rank = sectionRanks[index] ?? "";
    await insertSection(scope, { ...made, id, projectId, name, rank, isDoneColumn: false, deletedRoot: null });
    tasks.push(...createTasks(own, { newcomer, projectId, sectionId: id, parentId: null, labelIds }));
  }
  const numbers = await reserveNumbers(scope, workspaceId, projectId, tasks.length);
  await insertTasks(
    scope,
    tasks.map((task, index) => ({ ...task, number: numbers[index] ?? 0 })),
  );
  return projectId;
}

type TaskContext = {
  newcomer: Newcomer;
  projectId: Id;
  sectionId: Id;
  parentId: Id | null;
  labelIds: ReadonlyMap<WelcomeLabel, Id>;
};

/** Returns the tasks for one list, each followed by its sub-tasks. */
function createTasks(welcomeTasks: WelcomeTask[], home: TaskContext): Task[] {
  const { newcomer, projectId, sectionId, parentId, labelIds } = home;
  const { workspaceId, userId, at } = newcomer;
  const ranks = ranksBetween(null, null, welcomeTasks.length);
  return welcomeTasks.flatMap(({ title, description, labels = [], due, priority, subtasks = [] }, index) => {
    const id = uuidv7();
    const task = newTask(
      {
        workspaceId,
        id,
        projectId,
        sectionId,
        parentId,
        title,
        description,
        priority,
        due: due === undefined ? null : { date: dayOf(due, newcomer) },
        labelIds: labels.flatMap((label) => labelIds.get(label) ?? []),
      },
      { userId, now: at.toISOString() },
    );
    return [{ ...task, rank: ranks[index] ?? "" }, ...createTasks(subtasks, { ...home, parentId: id })];
  });
}

function dayOf(due: "today" | "tomorrow", { at, timeZone }: Newcomer): Day {
  const { day } = daySpan(at, timeZone);
  return due === "today" ? day : addDays(day, 1);
}
