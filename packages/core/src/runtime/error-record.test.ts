import { createConnection, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { createDatabase } from "@docket/db/client";
import { createTestDatabase } from "@docket/db/testing/database";
import { describe, expect, test } from "vitest";
import { errorRecord, errorText } from "./error-record.ts";
import { DomainError } from "./error.ts";

const sizeOf = (error: unknown) => Buffer.byteLength(JSON.stringify(errorRecord(error)));

test("records an error's name, code, message, frames and cause, and no other property", () => {
  const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", port: 5432 });
  const error = Object.assign(
    new DomainError("unavailable", "Docket is busy.", { details: { retryAfterSeconds: 2 } }),
    {
      client: { connectionParameters: { password: "hunter2" } },
      cause,
    },
  );
  const record = errorRecord(error);
  expect(record).toEqual({
    name: "DomainError",
    code: "unavailable",
    message: "Docket is busy.",
    stack: expect.stringMatching(/^\s+at /),
    cause: { name: "Error", code: "ECONNREFUSED", message: "connect ECONNREFUSED", stack: expect.any(String) },
  });
  expect(record.stack).not.toContain("Docket is busy.");
});

test("removes the values of a rejected query and the row quoted by PostgreSQL", () => {
  const message =
    'Invalid `task.create()` invocation:\n\n{\n  data: { title: "Surprise party" }\n}\n\nUnknown argument.';
  const error = Object.assign(new Error(message), { detail: "Key (email)=(ada@example.org) already exists." });
  const text = JSON.stringify(errorRecord(error));
  expect(text).not.toMatch(/Surprise|ada@example/);
  expect(text).toContain("Unknown argument.");
});

describe("the record of any thrown value has at most 6,000 bytes", () => {
  const deep = (depth: number): Error => new Error("x".repeat(400), depth === 0 ? {} : { cause: deep(depth - 1) });
  const circular = new Error("round");
  circular.cause = new Error("and round", { cause: circular });
  const many = Array.from({ length: 500 }, (_, index) => new Error(`no answer from address ${index}`));
  const odd = new Error("\u0000\ud800é😀".repeat(50_000));
  odd.name = "N".repeat(10_000);
  Object.assign(odd, { code: "C".repeat(10_000), stack: `Error\n${"    at f (file.ts:1:1)\n".repeat(10_000)}` });

  test.each<[string, unknown]>([
    ["causes behind causes", deep(50)],
    ["a cause that is itself", circular],
    ["many errors in one", new AggregateError(many, "all failed")],
    [
      "many errors in each of many",
      new AggregateError(
        many.map(() => new AggregateError(many, "inner")),
        "outer",
      ),
    ],
    ["long and unusual texts", odd],
    ["no error but a text", "x".repeat(100_000)],
    [
      "no error but an object",
      Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, index])),
    ],
    ["nothing", undefined],
  ])("%s", (_, error) => {
    expect(sizeOf(error)).toBeLessThanOrEqual(6_000);
  });

  test("and contains the outermost message", () => {
    expect(errorRecord(new AggregateError(many, "all failed"))).toMatchObject({
      message: "all failed",
      errors: [{ message: "no answer from address 0" }, {}, {}],
    });
    expect(errorRecord(deep(50)).cause?.cause?.message).toMatch(/^x+/);
  });
});

test("formats a real network error with its causes", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const failure = await new Promise<Error>((resolve) =>
    createConnection({ port, host: "localhost" }).once("error", resolve),
  );
  const text = errorText(new Error("The mail server can't be reached.", { cause: failure }));
  expect(text).toMatch(/^Error: The mail server can't be reached\.\n\s+at /);
  expect(text).toContain("Caused by:");
  expect(text).toContain("ECONNREFUSED");
});

test("omits the client from errors of connections that broke while idle or in a statement", async () => {
  const own = await createTestDatabase();
  const broken: unknown[] = [];
  const onConnectionError = (error: Error) => void broken.push(error);
  const database = createDatabase({ url: own.appUrl, poolSize: 2, onConnectionError });
  const running = database.pool.query("SELECT pg_sleep(60)").catch((error: unknown) => broken.push(error));
  // The client referenced by such an error references every prepared statement.
  for (let count = 0; count < 100; count += 1) {
    await database.pool.query({
      name: `statement ${count}`,
      text: `SELECT ${count} AS n, '${"x".repeat(200)}' AS text`,
    });
  }
  const others = "usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()";
  await own.app.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`);
  await running;
  await expect.poll(() => broken.length).toBeGreaterThanOrEqual(2);
  for (const error of broken) {
    expect(Object.keys(errorRecord(error)).toSorted()).toEqual(["code", "message", "name", "stack"]);
    expect(sizeOf(error)).toBeLessThanOrEqual(6_000);
  }
  await database.close();
  await own.drop();
});
