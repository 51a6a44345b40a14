import type { GivenFilter } from "@docket/schema/filter-expression";
import type { ListedTask, TaskCounts } from "@docket/schema/task";
import { expect, test } from "vitest";
import type { ReplicaOptions } from "./replica.ts";
import { createTaskCounts } from "./task-counts.ts";
import { NOW, createModel, expectedRows, listedTasks, randomFrom, settle } from "./testing/model-run.ts";
import type { Model, ModelClient, Random } from "./testing/model-run.ts";
import { writeRandomCommand } from "./testing/random-command.ts";
import type { Row } from "./transport.ts";

const USERS = ["ada", "bob", "guest"];
/** `REPLICA_RUNS=5000` runs the full number; see docs/replica.md. */
const RUNS = Number(process.env["REPLICA_RUNS"] ?? 120);
const STEPS = 80;
const TIMEOUT_MS = 180_000 + RUNS * 500;

type Run = Model & {
  /** The texts that users have entered. */
  titles: Set<string>;
  /** After a restored backup: the commands that must survive it, and those that may be lost. */
  unconfirmed: Set<string> | null;
  excused: Set<string>;
};

/** Runs random commands and random steps of the network. */
async function run(model: Run, random: Random, steps: number, canRestore: boolean): Promise<void> {
  const { server, clients, titles } = model;
  for (let step = 0; step < steps; step += 1) {
    const client = clients[random(clients.length)] as ModelClient;
    const kind = random(10);
    if (canRestore && random(60) === 0) server.backUp();
    else if (canRestore && random(80) === 0) restoreBackup(model);
    else if (kind < 3) {
      writeRandomCommand(client, server, USERS, random);
      const title = titleIn(client.replica.outbox.pending().at(-1)?.input);
      if (title !== undefined) titles.add(title);
    } else {
      // From now on, the counts are kept current.
      client.replica.counts("UTC");
      for (let count = 1 + random(6); count > 0; count -= 1) client.step(random);
      await settle();
    }
  }
}

/** Restores the server, and notes the commands that must survive: those whose changes their replicas did not have. */
function restoreBackup(model: Run): void {
  const { server, clients } = model;
  const isMissing = (id: string, position: number) => {
    const seq = server.seqOf(id);
    return seq === undefined || (seq !== null && seq > position);
  };
  const pending = clients.flatMap(({ replica }) =>
    replica.outbox.pending().map(({ commandId }) => ({ commandId, position: Number(replica.feed.position()) })),
  );
  const missing = pending.filter(({ commandId, position }) => isMissing(commandId, position));
  const areMissing = new Set(missing.map(({ commandId }) => commandId));
  if (!server.restore()) return;
  for (const client of clients) client.disconnect();
  for (const { commandId } of pending) if (!areMissing.has(commandId)) model.excused.add(commandId);
  model.unconfirmed = new Set([...areMissing].filter((id) => !model.excused.has(id)));
}

function titleIn(input: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const { title } = { ...input, ...(input?.["set"] as object | undefined) } as { title?: string };
  return title;
}

/** Lists don't contain descriptions. The replica keeps those of opened tasks. */
const withoutDescription = (task: ListedTask) => ({ ...task, description: undefined });
const QUERIES: GivenFilter[] = [{ status: "any" }, {}, { where: { field: "status", is: ["done"] } }];

/** Returns what is wrong after everything has been delivered, or null. */
async function problemIn({ server, clients, titles, unconfirmed }: Run): Promise<string | null> {
  for (let round = 0; round < 3; round += 1) {
    const areFinished: boolean[] = [];
    for (const client of clients) areFinished.push(await client.finish());
    if (round === 2 && areFinished.includes(false)) return "a replica did not come to rest";
  }
  for (const { replica, userId, name, acknowledged, rejected, cancelled } of clients) {
    const expected = listedTasks(server, userId);
    for (const filter of QUERIES) {
      const shown = replica.queryTasks({ filter }).getSnapshot().map(withoutDescription);
      const differs =
        JSON.stringify(shown.map(sorted)) !== JSON.stringify(expectedRows(expected, filter, userId).map(sorted));
      if (differs) return `${name} shows other tasks than the server for ${JSON.stringify(filter)}`;
    }
    const counted = createTaskCounts({
      task: replica.task,
      ids: () => replica.tasks().map(({ id }) => id),
      userId,
      now: () => new Date(NOW),
    }).get("UTC");
    const kept = replica.counts("UTC");
    if (kept && JSON.stringify(inOrder(kept)) !== JSON.stringify(inOrder(counted)))
      return `${name} counts other tasks than it holds: ${JSON.stringify(kept)} ${JSON.stringify(counted)}`;
    for (const row of replica.rows("task")) {
      if (row["description"] === undefined) continue;
      const [task, ...comments] = server.taskDetails(userId, row.id).rows.map((one) => one.row);
      const held = replica.rows("comment").filter(({ taskId }) => taskId === row.id);
      const [shown, stored] = [held, comments].map((rows) => JSON.stringify(rows.map(withoutUpdate).sort(byId)));
      if (shown !== stored || row["description"] !== task?.["description"])
        return `${name} shows other details of ${row.id}: ${shown} ${stored}`;
    }
    for (const entity of ["project", "label", "member"] as const) {
      const [shown, visible] = [replica.rows(entity), server.visible(userId, entity)].map((rows) =>
        JSON.stringify(rows.map(sorted).sort(byId)),
      );
      if (shown !== visible) return `${name} shows other ${entity}s than the server: ${shown} ${visible}`;
    }
    const settled = new Set([...rejected, ...cancelled].map(({ commandId }) => commandId));
    for (const id of unconfirmed ?? [])
      if (id.startsWith(`${name}-`) && !server.hasCommand(id) && !settled.has(id)) return `${name} lost ${id}`;
    if (unconfirmed) continue;
    for (const id of acknowledged) if (!server.hasCommand(id)) return `${name} lost the acknowledged command ${id}`;
    for (const title of titles) {
      if (!title.startsWith(`${name} `)) continue;
      if (!server.hasTitle(title) && ![...rejected, ...cancelled].some(({ input }) => titleIn(input) === title))
        return `the text "${title}" is lost`;
    }
  }
  return null;
}

const inOrder = (counts: TaskCounts) => ({
  ...counts,
  projects: counts.projects.toSorted(byId),
  labels: counts.labels?.toSorted(byId),
});
const sorted = (row: object) =>
  Object.fromEntries(Object.entries(row).sort(([left], [right]) => (left < right ? -1 : 1)));
const withoutUpdate = ({ updatedAt: _updatedAt, ...row }: Row) => sorted(row);
const byId = (left: object, right: object) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1);

async function problemOf(
  seed: number,
  rules: Partial<ReplicaOptions> = {},
  canRestore = false,
): Promise<string | null> {
  const model: Run = { ...(await createModel(rules)), titles: new Set(), unconfirmed: null, excused: new Set() };
  const random = randomFrom(seed);
  await run(model, random, STEPS, canRestore);
  const problem = await problemIn(model);
  for (const { replica } of model.clients) replica.stop();
  return problem;
}

test(`all replicas equal the server after ${RUNS} random interleavings`, { timeout: TIMEOUT_MS }, async () => {
  for (let seed = 1; seed <= RUNS; seed += 1) expect(await problemOf(seed), `seed ${seed}`).toBeNull();
});

test("all replicas equal a server that was restored from a backup", { timeout: TIMEOUT_MS }, async () => {
  for (let seed = 1; seed <= RUNS / 3; seed += 1) expect(await problemOf(seed, {}, true), `seed ${seed}`).toBeNull();
});

test("finds lost rows if a granted project is not read again", async () => {
  const problems: string[] = [];
  for (let seed = 1; problems.length === 0 && seed <= 400; seed += 1) {
    const problem = await problemOf(seed, { replacesProject: () => false });
    if (problem !== null) problems.push(problem);
  }
  expect(problems[0]).toMatch(/shows other tasks than the server/);
});
