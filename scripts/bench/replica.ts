// Measures the replica engine in Node, without browser and server, and prints a table. See docs/benchmark.md.
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import type { Replica } from "../../packages/replica/src/replica.ts";
import type { TaskQuery } from "../../packages/replica/src/task-query.ts";
import { createIdleReplica } from "../../packages/replica/src/testing/idle-replica.ts";
import type { Line, Row } from "../../packages/replica/src/transport.ts";
import { ranksBetween } from "../../packages/schema/src/rank.ts";

const SIZES = [1_000, 10_000, 50_000];
const QUERIES = 20;
const EDITS = 500;
const ROUNDS = 5;
const USER_ID = "0198a000-0000-7000-8000-0000000000aa";
const TIME_ZONE = "Europe/Berlin";
const WORDS = ["paint", "order", "call", "review", "write", "plan", "Äpfel", "fix"];

const idOf = (kind: number, index: number) => `0198a000-0000-7000-8000-${kind}${String(index).padStart(11, "0")}`;

/** Returns tasks in projects of 100, a third of them with a due date within a month. */
function createTasks(count: number): Row[] {
  const ranks = ranksBetween(null, null, count);
  return Array.from({ length: count }, (_, index) => ({
    workspaceId: idOf(1, 0),
    id: idOf(2, index),
    projectId: idOf(3, Math.floor(index / 100)),
    number: index,
    sectionId: null,
    parentId: index % 10 === 9 ? idOf(2, index - 1) : null,
    version: 1,
    title: `${WORDS[index % 8]} ${WORDS[(index * 3) % 8]} ${index}`,
    status: index % 5 === 0 ? "done" : "open",
    completedAt: null,
    completedBy: null,
    priority: index % 4,
    start: null,
    due: index % 3 === 0 ? { date: `2026-12-${String(1 + (index % 28)).padStart(2, "0")}` } : null,
    deadline: null,
    durationMinutes: null,
    recurrence: null,
    seriesId: null,
    occurrenceOn: null,
    labelIds: index % 4 === 0 ? [idOf(4, index % 30)] : [],
    assigneeIds: index % 6 === 0 ? [USER_ID] : [],
    rank: ranks[index] ?? "",
    createdBy: USER_ID,
    createdAt: "2026-11-01T09:00:00.000Z",
    updatedAt: "2026-11-01T09:00:00.000Z",
    archivedAt: null,
    deletedAt: null,
    deletedRoot: null,
    hasDescription: false,
  }));
}

function queryOf(index: number): TaskQuery {
  if (index === 0) return { filter: { timeZone: TIME_ZONE, dueTo: "2026-12-10" }, order: "due" };
  if (index === 1) return { filter: { assigneeId: USER_ID }, order: "priority", direction: "descending" };
  if (index === 2) return { filter: {}, order: "title" };
  if (index === 3) return { filter: { where: { field: "due", from: "today", to: "today+7" }, timeZone: TIME_ZONE } };
  return { filter: { projectId: idOf(3, index) } };
}

function createFilledReplica(tasks: readonly Row[]): Replica {
  let count = 0;
  const replica = createIdleReplica({
    workspaceId: idOf(1, 0),
    userId: USER_ID,
    now: () => new Date("2026-11-30T09:00:00.000Z"),
    newId: () => idOf(5, (count += 1)),
    setTimer: () => () => {},
  });
  replica.feed.resume(
    tasks.map((row) => ["task", row] as const),
    "1",
    "log",
  );
  return replica;
}

/** Returns an event with an edit of each of the tasks. */
function eventOf(replica: Replica, ids: readonly string[]) {
  const from = Number(replica.feed.position());
  const changes = ids.map((id, index): Line => {
    const row = replica.tables.get("task", id) as Row;
    return {
      workspaceId: idOf(1, 0),
      seq: String(from + index + 1),
      commandId: idOf(6, from),
      actorId: idOf(7, 1),
      projectId: String(row["projectId"]),
      entity: "task",
      entityId: id,
      op: "update",
      version: row.version + 1,
      before: {},
      after: { title: `changed ${row.version} ${id}` },
      isWhole: false,
      at: "2026-11-30T09:00:00.000Z",
    };
  });
  return { kind: "changes" as const, from: String(from), seq: String(from + ids.length), isSplit: false, changes };
}

/** Returns the processor time in milliseconds, which other load on the machine hardly affects. */
function timeOf(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

function median(times: readonly number[]): string {
  return (times.toSorted((left, right) => left - right)[times.length >> 1] ?? 0).toFixed(2);
}

/** Returns the median processor time in milliseconds of each measured operation. */
function measure(count: number): Record<string, string> {
  const tasks = createTasks(count);
  const times: Record<string, number[]> = {};
  const add = (name: string, time: number) => (times[name] = [...(times[name] ?? []), time]);
  for (let round = 0; round < ROUNDS; round += 1) {
    const replica = createFilledReplica(tasks);
    add(
      "first run: a project",
      timeOf(() => replica.queryTasks(queryOf(4))),
    );
    add(
      "first run: due soon",
      timeOf(() => replica.queryTasks(queryOf(0))),
    );
    add(
      "first run: all by title",
      timeOf(() => replica.queryTasks(queryOf(2))),
    );
    for (let index = 0; index < QUERIES; index += 1) replica.queryTasks(queryOf(index));
    const one = eventOf(replica, [idOf(2, 410)]);
    add(
      "one changed row, 20 queries",
      timeOf(() => replica.feed.receive(one)),
    );
    const many = eventOf(
      replica,
      Array.from({ length: 100 }, (_, index) => idOf(2, index * 9)),
    );
    add(
      "100 changed rows, 20 queries",
      timeOf(() => replica.feed.receive(many)),
    );
    for (let index = 0; index < EDITS; index += 1)
      replica.write("task.update", { id: idOf(2, (index * 7) % count), baseVersion: 1, set: { priority: index % 4 } });
    const next = eventOf(replica, [idOf(2, 411)]);
    add(
      "one changed row, 500 pending edits",
      timeOf(() => replica.feed.receive(next)),
    );
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

const results = SIZES.map((size) => measure(size));
console.log(`| processor ms, median | ${SIZES.map((size) => `${String(size)} tasks`).join(" | ")} |`);
console.log(`|---|${SIZES.map(() => "---").join("|")}|`);
for (const name of Object.keys(results[0] ?? {}))
  console.log(`| ${name} | ${results.map((result) => result[name]).join(" | ")} |`);

const source = (file: string): string =>
  fileURLToPath(new URL(`../../packages/replica/src/${file}.ts`, import.meta.url));
for (const [name, files] of [
  ["engine", ["replica"]],
  ["engine with storage and tabs", ["replica", "tab-session", "stored-copy", "stored-commands"]],
] as const) {
  const contents = files.map((file: string) => `export * from ${JSON.stringify(source(file))};`).join("");
  const sizeWithout = async (external: string[]): Promise<string> => {
    const bundle = await build({
      stdin: { contents, resolveDir: fileURLToPath(new URL("../..", import.meta.url)) },
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2023",
      write: false,
      external,
    });
    return (brotliCompressSync(bundle.outputFiles[0]?.contents ?? "").length / 1_000).toFixed(1);
  };
  const [alone, withRules] = [await sizeWithout(["@docket/schema/*"]), await sizeWithout([])];
  console.log(`${name}: ${alone} kB compressed (Brotli), ${withRules} kB with the rules in packages/schema`);
}
