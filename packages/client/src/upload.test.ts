import { PASSWORD } from "@docket/core/testing/world";
import type { Person } from "@docket/core/testing/world";
import { startImportWorker } from "@docket/core/workflows/import/worker";
import { IMPORT_LIMITS } from "@docket/schema/import-limit";
import { MAX_UPLOAD_BODY } from "@docket/schema/upload";
import { serveWorld } from "@docket/server/testing/served-world";
import type { ServedWorld } from "@docket/server/testing/served-world";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient, newId } from "./client.ts";
import { DocketError } from "./error.ts";
import { createSessionClient } from "./session-client.ts";
import type { UploadProgress } from "./upload.ts";
import type { WorkspaceClient } from "./workspace.ts";

let served: ServedWorld;
let url: string;
let worker: ReturnType<typeof startImportWorker>;
let mira: Person;
let workspace: WorkspaceClient;

beforeAll(async () => {
  served = await serveWorld();
  url = `http://127.0.0.1:${served.port}`;
  worker = startImportWorker(served.world.runtime, 20);
  mira = await served.world.person("Mira");
  const session = createSessionClient({ url });
  await session.session.signIn.mutate({ email: mira.email, password: PASSWORD });
  const scopes = ["import", "tasks:read", "projects:read"] as const;
  const { token } = await session.apiToken.create.mutate({ id: newId(), name: "Script", scopes: [...scopes] });
  workspace = createClient({ url, token }).workspace(mira.workspaceId);
});
afterAll(async () => {
  await worker.stop();
  await served.close();
});

/** Returns a Todoist file with the given number of rows, padded to the given size in bytes. */
function csvOf({ rows, bytes }: { rows: number; bytes: number }): string {
  const head = "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT\n";
  const width = Math.floor((bytes - head.length) / rows);
  const lines = Array.from({ length: rows }, (_, index) => {
    const title = `task,Task ${index},`;
    return `${title}${"x".repeat(width - title.length - 5)},4,1\n`;
  });
  return head + lines.join("");
}

const base64 = (content: string | Buffer) => Buffer.from(content).toString("base64");

async function failureOf(call: Promise<unknown>): Promise<DocketError> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DocketError)) throw new Error(`Not a DocketError: ${String(error)}`);
  return error;
}

describe("a file of 12 MB with 20,000 rows", () => {
  const content = base64(csvOf({ rows: IMPORT_LIMITS.rows, bytes: 12_000_000 }));

  test("is previewed and imported, with progress", async () => {
    const id = newId();
    const progress: UploadProgress[] = [];
    const job = await workspace.import.preview.mutate(
      { id, fileName: "Everything.csv", content },
      { context: { onProgress: (now: UploadProgress) => progress.push(now) } },
    );
    expect(job.counts).toMatchObject({ rows: IMPORT_LIMITS.rows, tasks: IMPORT_LIMITS.rows });
    expect(progress.length).toBeGreaterThan(100);
    expect(progress.map(({ sent }) => sent)).toEqual(progress.map(({ sent }) => sent).toSorted((a, b) => a - b));
    expect(progress.at(-1)?.sent).toBe(progress.at(-1)?.total);

    await workspace.import.start.mutate({ id });
    const status = async () => (await workspace.import.get.query({ id })).status;
    await expect.poll(status, { timeout: 240_000, interval: 500 }).toBe("done");
    expect((await workspace.import.get.query({ id })).made).toMatchObject({ tasks: IMPORT_LIMITS.rows, projects: 1 });
  }, 300_000);

  test("can be cancelled while it is being sent, without creating an import", async () => {
    const cancel = new AbortController();
    const id = newId();
    const call = workspace.import.preview.mutate(
      { id, fileName: "Everything.csv", content },
      {
        signal: cancel.signal,
        context: { onProgress: ({ sent, total }: UploadProgress) => sent > total / 3 && cancel.abort() },
      },
    );
    expect((await failureOf(call)).code).toBe("unreachable");
    expect((await failureOf(workspace.import.get.query({ id }))).code).toBe("not_found");
  });
});

test("neither delays concurrent calls nor makes them fail", async () => {
  const content = base64(csvOf({ rows: 100, bytes: 400_000 }));
  const [job, projects] = await Promise.all([
    workspace.import.preview.mutate({ id: newId(), fileName: "Home.csv", content }),
    workspace.project.list.query(),
  ]);
  expect(job.counts.tasks).toBe(100);
  expect(projects.items.length).toBeGreaterThan(0);
});

describe("a rejected file is reported with the reason:", () => {
  test.each([
    ["larger than a file may be", IMPORT_LIMITS.bytes + 1, /larger than 15 MB/],
    ["larger than a request may be", (MAX_UPLOAD_BODY / 4) * 3 + 3_000_000, /A request can have at most/],
    ["twice as large", IMPORT_LIMITS.bytes * 2, /A request can have at most/],
  ])("%s", async (_, bytes, message) => {
    const content = base64(Buffer.alloc(bytes, "x"));
    const call = workspace.import.preview.mutate({ id: newId(), fileName: "Home.csv", content });
    expect(await failureOf(call)).toMatchObject({
      code: "too_large",
      status: 413,
      message: expect.stringMatching(message),
    });
  });

  test("empty", async () => {
    const call = workspace.import.preview.mutate({ id: newId(), fileName: "Home.csv", content: "" });
    expect(await failureOf(call)).toMatchObject({ code: "invalid", message: "The file is empty." });
  });
});
