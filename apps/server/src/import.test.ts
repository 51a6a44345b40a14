import type { Person } from "@docket/core/testing/world";
import { startImportWorker } from "@docket/core/workflows/import/worker";
import type { ImportJob } from "@docket/schema/import-job";
import { IMPORT_LIMITS } from "@docket/schema/import-limit";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveWorld } from "./testing/served-world.ts";
import type { ServedWorld } from "./testing/served-world.ts";

let served: ServedWorld;
let worker: ReturnType<typeof startImportWorker>;
let mira: Person;
beforeAll(async () => {
  served = await serveWorld();
  worker = startImportWorker(served.world.runtime, 20);
  mira = await served.world.person("Mira");
});
afterAll(async () => {
  await worker.stop();
  await served.close();
});

function preview(content: Buffer, fileName = "Home.csv") {
  const input = { workspaceId: mira.workspaceId, id: uuidv7(), fileName, content: content.toString("base64") };
  return served.mutate(mira, "import.preview", input);
}

function jobOf(answer: { body: string }): ImportJob {
  return (JSON.parse(answer.body) as { result: { data: ImportJob } }).result.data;
}

async function statusOf({ workspaceId, id }: ImportJob): Promise<string> {
  return jobOf(await served.query(mira, "import.get", { workspaceId, id })).status;
}

test("a file is previewed, imported in the background and undone", async () => {
  const job = jobOf(await preview(Buffer.from("TYPE,CONTENT\nsection,S\ntask,a @l\nnote,said\n")));
  expect(job).toMatchObject({
    status: "previewed",
    counts: { projects: 1, sections: 1, tasks: 1, comments: 1, labels: 1 },
  });
  const ref = { workspaceId: job.workspaceId, id: job.id };
  expect((await served.mutate(mira, "import.start", ref)).status).toBe(200);
  await expect.poll(() => statusOf(job)).toBe("done");
  const list = await served.query(mira, "project.list", { workspaceId: job.workspaceId });
  expect(list.body).toContain('"name":"Home"');
  expect((await served.mutate(mira, "import.undo", ref)).status).toBe(200);
  await expect.poll(() => statusOf(job)).toBe("undone");
});

test("accepts a file of the maximum size, and rejects a larger one with a message", async () => {
  const head = "TYPE,CONTENT,DESCRIPTION\ntask,a,";
  const largest = await preview(
    Buffer.concat([Buffer.from(head), Buffer.alloc(IMPORT_LIMITS.bytes - head.length, "x")]),
  );
  expect(jobOf(largest)).toMatchObject({ counts: { tasks: 1 } });
  const larger = await preview(Buffer.alloc(IMPORT_LIMITS.bytes + 1, "x"));
  expect(larger).toMatchObject({ status: 413, body: expect.stringContaining("larger than 15 MB") });
  const muchLarger = await preview(Buffer.alloc(IMPORT_LIMITS.bytes * 1.2, "x"));
  expect(muchLarger.status).toBe(413);
});

test("rejects a file that is not from Todoist, with a message", async () => {
  const answer = await preview(Buffer.from("Name,Amount\nRent,3\n"), "money.csv");
  expect(answer.status).toBe(422);
  expect(answer.body).toContain("no columns TYPE and CONTENT");
});
