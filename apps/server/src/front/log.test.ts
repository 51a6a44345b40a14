import { Writable } from "node:stream";
import { afterEach, describe, expect, test } from "vitest";
import { startFront, type FrontWorld } from "../testing/front-world.ts";
import { createLogger } from "./log.ts";
import type { Logger } from "./log.ts";

let world: FrontWorld | undefined;
afterEach(() => world?.front.drain());

test("writes one line per request with user and path, but without query, body and full IP address", async () => {
  world = await startFront({
    settings: { trustedProxies: 1 },
    api: async (_, info) => {
      info.identify("0190a000-0000-7000-8000-000000000001");
      return new Response(null, { status: 204 });
    },
  });
  const headers = {
    "x-forwarded-for": "203.0.113.77",
    "content-type": "application/json",
    authorization: "Bearer dkt_pat_secret1",
    cookie: "at=secret2",
  };
  const path = "/api/trpc/task.search?input=secret3";
  const answer = await world.call({ method: "POST", path, headers, body: '{"q":"secret4"}' });
  await expect.poll(() => world?.logLines()).toHaveLength(1);
  const [line] = world.logLines();
  expect(line).toMatchObject({
    level: 30,
    id: answer.headers["x-request-id"],
    method: "POST",
    path: "/api/trpc/task.search",
    status: 204,
    ms: expect.any(Number),
    ip: "203.0.113.0",
    userId: "0190a000-0000-7000-8000-000000000001",
  });
  expect(JSON.stringify(line)).not.toContain("secret");
});

test("a path can't inject a line into the log", async () => {
  world = await startFront();
  await world.call({ path: '/a%0A{"level":60}\u001b[31m'.replace("\u001b", "%1b") });
  await expect.poll(() => world?.logLines()).toHaveLength(1);
});

test("redacts properties with secret names at up to three levels", () => {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const logger = createLogger("info", destination);
  logger.info(
    { password: "s3cret", input: { token: "s3cret", name: "kept", code: "s3cret", set: { secret: "s3cret" } } },
    "refused",
  );
  logger.error({ err: Object.assign(new Error("gone"), { code: "ECONNRESET" }) }, "failed");
  expect(lines[0]).not.toContain("s3cret");
  expect(lines[0]).toContain("kept");
  expect(lines[1]).toContain("ECONNRESET");
});

test("logs the cause of a database error, but no user data", () => {
  const lines: string[] = [];
  const logger = createLogger("info", { write: (line) => void lines.push(line) });
  const drawn =
    'Invalid `prisma.task.create()` invocation:\n\n{\n  data: {\n    title: "private"\n  }\n}\n\nIt has no rank.';
  logger.error({ err: new Error(drawn) }, "a procedure failed");
  const refused = Object.assign(new Error("violates a constraint"), {
    code: "23502",
    detail: "Failing row: (private)",
  });
  logger.error({ err: refused }, "a procedure failed");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    {
      err: { message: expect.stringMatching(/task\.create[^]*no rank/), stack: expect.stringContaining("log.test.ts") },
    },
    { err: { message: "violates a constraint", code: "23502", stack: expect.any(String) } },
  ]);
  expect(lines.join("")).not.toContain("private");
});

describe("the length of a line", () => {
  /** Calls `write` with a logger and returns the lines that it logged. */
  function linesOf(write: (logger: Logger) => void): string[] {
    const lines: string[] = [];
    write(createLogger("debug", { write: (line) => void lines.push(line) }));
    return lines;
  }

  test("is at most 8 kB for any content, and a shortened line keeps its message and ID", () => {
    const deep = Array.from({ length: 50 }).reduce<Error>(
      (cause) => new Error("y".repeat(500), { cause }),
      new Error("first"),
    );
    const many = new AggregateError(
      Array.from({ length: 300 }, () => deep),
      "all failed",
    );
    const lines = linesOf((logger) => {
      logger.error({ err: deep, id: "1" }, "deep");
      logger.error({ err: many, id: "2" }, "many");
      logger.error({ input: "z".repeat(100_000), id: "3" }, "long");
      logger.error({ error: many, id: "4" }, "under another name");
    });
    expect(lines.map((line) => Buffer.byteLength(line) <= 8_000)).toEqual([true, true, true, true]);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { id: "1", msg: "deep", err: { message: expect.stringContaining("y") } },
      { id: "2", msg: "many", err: { message: "all failed", errors: [{}, {}, {}] } },
      { id: "3", msg: "long", shortenedFromBytes: expect.any(Number) },
      { id: "4", msg: "under another name" },
    ]);
  });

  test("is limited for a request with a path of 15 kB", async () => {
    world = await startFront();
    await world.call({ path: `/${"a".repeat(15_000)}` });
    expect(Buffer.byteLength(JSON.stringify(world.logLines().at(-1)))).toBeLessThan(1_000);
  });
});
