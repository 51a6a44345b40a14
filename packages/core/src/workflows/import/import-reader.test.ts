import { readFileSync } from "node:fs";
import { uuidv7 } from "@docket/schema/uuid";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { createImportReader } from "./import-reader.ts";

const LIMITS = { time: 120_000, memory: 512, people: 8 };
const MEGABYTE = 1_000_000;

const file = (text: string) => ({ name: "Home.csv", bytes: Uint8Array.from(Buffer.from(text)) });
const small = () => file("TYPE,CONTENT\ntask,a\n");

/** Returns a Todoist file with the given number of rows of equal length and the given total size. */
const large = ({ rows, bytes }: { rows: number; bytes: number }) =>
  `TYPE,CONTENT,DESCRIPTION\n${`task,a,${"x".repeat(Math.floor(bytes / rows) - 8)}\n`.repeat(rows)}`;

/**
 * Returns the CPU time of the main thread in milliseconds, with a resolution of 10 ms (fields 14 and 15 of `stat`; see
 * proc(5)).
 */
function mainThreadTime(): number {
  const stat = readFileSync(`/proc/self/task/${process.pid}/stat`, "utf8");
  const [user = "", system = ""] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

/** Returns the body of a request that uploads a file. */
const bodyOf = (bytes: Uint8Array) => {
  const content = Buffer.from(bytes).toString("base64");
  return Uint8Array.from(
    Buffer.from(JSON.stringify({ workspaceId: uuidv7(), id: uuidv7(), fileName: "Home.csv", content })),
  );
};

/**
 * Maximum total CPU time, in milliseconds, that the main thread may spend on a file, in many short slices. Parsing 12
 * MB of commas on the main thread would take seconds. The attack proof (docs/proof.md) measures how long other requests
 * are delayed in the meantime.
 */
const MAX_MAIN_THREAD_MS = 300;

describe.runIf(process.platform === "linux")("reading a file leaves the main thread free", () => {
  test.each([
    ["12 MB of commas", `TYPE,CONTENT\n${",".repeat(12 * MEGABYTE)}`],
    ["12 MB of short rows of commas", `TYPE,CONTENT\n${`task${",".repeat(900)}x\n`.repeat(13_000)}`],
    ["160 kB of broken quotes", `TYPE,CONTENT\n${'task,"a\n'.repeat(20_000)}`],
    ["160 kB of stray quotes", `TYPE,CONTENT\ntask,"${'a"b'.repeat(53_000)}`],
    ["12 MB with 20,000 rows", large({ rows: 20_000, bytes: 12 * MEGABYTE })],
  ])(
    "%s",
    async (_, text) => {
      const reader = createImportReader(LIMITS);
      await reader.read("warm-up", small());
      const body = bodyOf(file(text).bytes);
      const before = mainThreadTime();
      const { fileName: name, content } = await reader.decode("ada", body);
      await reader.read("ada", { name, bytes: content }).catch(() => null);
      expect([body.length, content.length]).toEqual([0, 0]);
      expect(mainThreadTime() - before).toBeLessThan(MAX_MAIN_THREAD_MS);
    },
    240_000,
  );
});

test("rejects input that is not an upload, with a readable message", async () => {
  const reader = createImportReader(LIMITS);
  const decode = (text: string) => reader.decode("ada", Uint8Array.from(Buffer.from(text)));
  await expect(decode("{")).rejects.toMatchObject({ code: "malformed" });
  await expect(decode("{}")).rejects.toMatchObject({
    code: "invalid",
    issues: expect.arrayContaining([expect.objectContaining({ path: "content" })]),
  });
  const wrong = JSON.stringify({ workspaceId: uuidv7(), id: uuidv7(), fileName: "Home.csv", content: "abc" });
  await expect(decode(wrong)).rejects.toMatchObject({ code: "invalid", message: /not base64/ });
});

describe("rejects a file that exceeds a limit, with a readable message", () => {
  test("an unlimited number of cells", async () => {
    const reader = createImportReader(LIMITS);
    const upload = file(`TYPE,CONTENT\n${",".repeat(12 * MEGABYTE)}`);
    await expect(reader.read("ada", upload)).rejects.toMatchObject({ code: "invalid", message: /line 2 .* cells/ });
  });

  test("memory: the thread is terminated, and the next file gets a new one", async () => {
    const reader = createImportReader({ ...LIMITS, memory: 64 });
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`${index}.csv`, strToU8(large({ rows: 400, bytes: MEGABYTE }))]),
    );
    const upload = { name: "backup.zip", bytes: Uint8Array.from(zipSync(files)) };
    await expect(reader.read("ada", upload)).rejects.toMatchObject({ code: "too_large", message: /memory/ });
    expect((await reader.read("ada", small())).totalRows).toBe(2);
  }, 240_000);

  test("time: the thread is terminated, and the next file gets a new one", async () => {
    const reader = createImportReader({ ...LIMITS, time: 1 });
    await expect(reader.read("ada", small())).rejects.toMatchObject({ code: "too_large", message: /time/ });
    const patient = createImportReader(LIMITS);
    expect((await patient.read("ada", small())).totalRows).toBe(2);
  });
});

test("reads one file per user at a time, and limits how many users can wait", async () => {
  const reader = createImportReader({ ...LIMITS, people: 2 });
  const [first, second, third, fourth] = await Promise.allSettled([
    reader.read("ada", small()),
    reader.read("ada", small()),
    reader.read("noor", small()),
    reader.read("mira", small()),
  ]);
  expect([first.status, third.status]).toEqual(["fulfilled", "fulfilled"]);
  for (const refused of [second, fourth]) {
    expect(refused).toMatchObject({ reason: { code: "unavailable", details: { retryAfterSeconds: 5 } } });
  }
  expect((await reader.read("ada", small())).totalRows).toBe(2);
});
