import type { CommandInput } from "@docket/schema/command-input";
import type { Id } from "@docket/schema/id";
import type { Project } from "@docket/schema/project";
import { CreateTask, SetTaskStatus } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Command } from "../../log/command/command.ts";
import { command } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import type { Person } from "../../testing/person.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { taskCreation } from "./mutations.ts";
import { cancelTasks, reopenTasks, taskCompletion } from "./status.ts";
import { trashTasks } from "./trash.ts";

/** Number of commands handled by the single-statement form. */
const fastRuns = { "task.create": 0, "task.complete": 0 };

/**
 * Executes a command in exactly one of its forms. The single-statement form is used if `isFast` is set, the command has
 * that form, and it accepts the input.
 */
function runAs<Answer>(isFast: boolean, ctx: Ctx, input: CommandInput, spec: Command<Answer>): Promise<Answer> {
  const { fast, ...general } = spec;
  if (!isFast || !fast) return command(ctx, input, general);
  const counted: typeof fast = async (entry) => {
    const answer = await fast(entry);
    if (answer !== null) fastRuns[spec.kind as keyof typeof fastRuns] += 1;
    return answer;
  };
  return command(ctx, input, { ...general, fast: counted });
}

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());

const who = fc.oneof(
  { weight: 9, arbitrary: fc.constant("ada" as const) },
  { weight: 1, arbitrary: fc.constantFrom("editor" as const, "viewer" as const, "stranger" as const) },
);
const often = <Value>(value: Value, others: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: others });
/** Index of a task, counting from the newest. */
const index = often(0, fc.nat({ max: 4 }));
const when = fc.constantFrom(
  null,
  { date: "2026-12-01" },
  { date: "2026-12-02", time: "09:00" },
  { date: "2026-12-03", time: "23:30", timeZone: "Asia/Tokyo" },
);

const create = fc.record({
  kind: fc.constant("create" as const),
  who,
  title: fc.constantFrom("Task", "Straße 'n' \"quotes\" {}", "עברית"),
  description: fc.constantFrom("", "Several\nlines"),
  priority: fc.nat({ max: 3 }),
  start: when,
  due: when,
  deadline: fc.constantFrom(null, "2026-12-31"),
  durationMinutes: fc.constantFrom(null, 30),
  section: often<keyof Side["sections"] | null>(null, fc.constantFrom("plain", "done", "trashed", "other")),
  parent: often<number | null>(null, index),
  hasLabel: often(false, fc.constant(true)),
  hasAssignee: often(false, fc.constant(true)),
  after: often<number | null | undefined>(undefined, fc.option(index)),
});
const status = fc.record({
  kind: fc.constantFrom(...(["complete", "complete", "complete", "cancel", "reopen", "trash"] as const)),
  who,
  tasks: fc.oneof({ weight: 5, arbitrary: fc.tuple(index) }, { weight: 1, arbitrary: fc.tuple(index, index) }),
  isRepeated: often(false, fc.constant(true)),
});
const step = fc.oneof(create, status);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Steps that the single-statement form accepts. */
const PLAIN_STEPS: Step[] = [
  {
    kind: "create",
    who: "ada",
    title: "Task",
    description: "",
    priority: 1,
    start: null,
    due: { date: "2026-12-01" },
    deadline: "2026-12-31",
    durationMinutes: null,
    section: "plain",
    parent: null,
    hasLabel: false,
    hasAssignee: false,
    after: undefined,
  },
  { kind: "complete", who: "ada", tasks: [0], isRepeated: false },
];

/** A project in which one form of the commands runs. `names` maps its ids to names for comparison. */
type Side = {
  project: Project;
  sections: Record<"plain" | "done" | "trashed" | "other", Id>;
  tasks: Id[];
  names: Map<Id, string>;
};

/** Replaces a side's ids with names, so that the two sides can be compared. */
function named(value: unknown, { names }: Side): unknown {
  const json = JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? Number(part) : part));
  return JSON.parse(json.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gu, (id) => names.get(id) ?? id)) as unknown;
}

async function createSide({
  hasDoneColumn,
  hasLongRank,
}: {
  hasDoneColumn: boolean;
  hasLongRank: boolean;
}): Promise<Side> {
  const { db } = world.runtime;
  const project = await world.project(world.ada);
  await world.join(people.editor, project, "editor");
  await world.join(people.viewer, project, "viewer");
  const [plain, done] = [await world.section(world.ada, project), await world.section(world.ada, project)];
  const trashed = await world.section(world.ada, project);
  const { workspaceId } = project;
  if (hasDoneColumn) await db.section.updateMany({ where: { workspaceId, id: done }, data: { isDoneColumn: true } });
  await db.section.updateMany({
    where: { workspaceId, id: trashed },
    data: { deletedAt: new Date(), deletedRoot: trashed },
  });
  const sections = { plain, done, trashed, other: uuidv7() };
  const names = new Map([
    [project.id, "project"],
    ...Object.entries(sections).map(([name, id]) => [id, name] as const),
  ]);
  const side: Side = { project, sections, tasks: [], names };
  if (hasLongRank) {
    const { id } = await world.task(world.ada, project);
    await db.task.updateMany({ where: { workspaceId, id }, data: { rank: `z${"z".repeat(60)}` } });
    addTask(side, id);
  }
  return side;
}

function addTask({ tasks, names }: Side, id: Id): void {
  names.set(id, `task ${tasks.length}`);
  tasks.push(id);
}

let people: Record<Exclude<Step["who"], "ada">, Person>;
let labelId: Id;
beforeAll(async () => {
  people = { editor: world.bob, viewer: await world.person("Viewer"), stranger: await world.person("Stranger") };
  labelId = await world.label(world.ada, world.ada.workspaceId);
});

/** Applies a step to one side. Returns the answers, or the code and message of the error. */
async function answersTo(side: Side, step: Step, isFast: boolean): Promise<unknown> {
  const ctx = world.ctxOf(step.who === "ada" ? world.ada : people[step.who]);
  const { workspaceId, id: projectId } = side.project;
  const commandId = uuidv7();
  side.names.set(commandId, `command ${[...side.names.values()].filter((name) => name.startsWith("command")).length}`);
  const taskAt = (at: number): Id => side.tasks.at(-1 - at) ?? side.sections.other;
  const send = () => {
    if (step.kind !== "create") {
      const input = SetTaskStatus.parse({ workspaceId, commandId, ids: step.tasks.map(taskAt) });
      if (step.kind === "complete") return runAs(isFast, ctx, input, taskCompletion(ctx, input));
      return { cancel: cancelTasks, reopen: reopenTasks, trash: trashTasks }[step.kind](ctx, input);
    }
    const { who: _, kind: __, section, parent, hasLabel, hasAssignee, after, ...fields } = step;
    const id = uuidv7();
    addTask(side, id);
    const input = CreateTask.parse({
      ...fields,
      workspaceId,
      commandId,
      projectId,
      id,
      sectionId: section && side.sections[section],
      parentId: parent === null ? null : taskAt(parent),
      labelIds: hasLabel ? [labelId] : [],
      assigneeIds: hasAssignee ? [world.ada.id] : [],
      ...(after !== undefined && { after: after === null ? null : taskAt(after) }),
    });
    return runAs(isFast, ctx, input, taskCreation(ctx, input));
  };
  const answers = [];
  for (let time = 0; time < ("isRepeated" in step && step.isRepeated ? 2 : 1); time += 1) {
    answers.push(
      await send().catch((error: unknown) => {
        if (error instanceof DomainError) return { code: error.code, message: error.message };
        throw error;
      }),
    );
  }
  return named(answers, side);
}

/** Returns the rows written by a side's commands: tasks, changes and the commands themselves. */
async function written(side: Side): Promise<unknown> {
  const { db } = world.runtime;
  const { workspaceId, id: projectId } = side.project;
  const ids = [...side.names.keys()];
  const changes = await db.change.findMany({ where: { workspaceId, commandId: { in: ids } }, orderBy: { seq: "asc" } });
  const commands = await db.command.findMany({ where: { workspaceId, id: { in: ids } }, orderBy: { id: "asc" } });
  return named(
    {
      tasks: await db.task.findMany({ where: { workspaceId, projectId }, orderBy: { number: "asc" } }),
      counter: await db.projectCounter.findMany({ where: { workspaceId, projectId } }),
      changes: changes.map(({ seq: _seq, ...change }) => change),
      commands: commands.map(({ inputHash: _inputHash, firstSeq, lastSeq, ...command }) => ({
        ...command,
        lines: firstSeq === null || lastSeq === null ? 0 : lastSeq - firstSeq + 1n,
        isNumbered: changes
          .filter((change) => change.commandId === command.id)
          .every((change, at) => change.seq === (firstSeq ?? 0n) + BigInt(at)),
      })),
    },
    side,
  );
}

it("the single-statement form of a command has the same answers, rows and changes as the general form", async () => {
  const project = fc.record({
    hasDoneColumn: often(false, fc.constant(true)),
    hasLongRank: often(false, fc.constant(true)),
  });
  const steps = fc.array(step, { minLength: 4, maxLength: 12, size: "max" });
  await fc.assert(
    fc.asyncProperty(project, steps, async (options, plan) => {
      const [fast, general] = [await createSide(options), await createSide(options)];
      for (const next of plan) {
        expect(await answersTo(fast, next, true)).toEqual(await answersTo(general, next, false));
        world.advanceClock({ seconds: 1 });
      }
      expect(await written(fast)).toEqual(await written(general));
    }),
    { numRuns: 10, examples: [[{ hasDoneColumn: false, hasLongRank: false }, PLAIN_STEPS]] },
  );
  expect(fastRuns["task.create"]).toBeGreaterThan(0);
  expect(fastRuns["task.complete"]).toBeGreaterThan(0);
});
