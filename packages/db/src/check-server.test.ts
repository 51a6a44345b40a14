import net from "node:net";
import { Client } from "pg";
import { expect, inject, test } from "vitest";
import { checkServer, findServerProblem, type ServerFacts } from "./check-server.ts";
import { withDatabase, withRole } from "./embedded/connection-url.ts";
import { startPgBouncer, withoutPgBouncer } from "./testing/pgbouncer.ts";

const url = inject("databaseServer").appUrl;

const good: ServerFacts = {
  versionNumber: 150_000,
  version: "15.0",
  encoding: "UTF8",
  ctype: "C.UTF-8",
  extensions: ["btree_gin", "pg_trgm"],
};

test("accepts the server of this test run", async () => {
  expect((await checkServer(url)).versionNumber).toBeGreaterThanOrEqual(150_000);
  expect(findServerProblem(good)).toBeUndefined();
});

test.each([
  [{ versionNumber: 140_012, version: "14.12" }, "database_version", "PostgreSQL 14.12, but Docket needs version 15"],
  [{ encoding: "SQL_ASCII" }, "database_encoding", "encoding SQL_ASCII"],
  [{ ctype: "C" }, "database_encoding", "character type C,"],
  [{ ctype: "POSIX" }, "database_encoding", "CREATE DATABASE docket TEMPLATE template0"],
  [{ extensions: ["pg_trgm"] }, "database_version", "lacks the extension btree_gin"],
])("rejects %o with a message", (fault, code, sentence) => {
  expect(findServerProblem({ ...good, ...fault })).toMatchObject({ code, message: expect.stringContaining(sentence) });
});

test("rejects a database with encoding SQL_ASCII", async () => {
  const { ownerUrl } = inject("databaseServer");
  const name = `docket_ascii_${process.pid}`;
  const client = new Client({ connectionString: withDatabase(ownerUrl, "postgres") });
  await client.connect();
  try {
    await client.query(
      `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'`,
    );
    await expect(checkServer(withDatabase(ownerUrl, name))).rejects.toMatchObject({ code: "database_encoding" });
    await client.query(`DROP DATABASE ${name}`);
  } finally {
    await client.end();
  }
});

test("an unreachable server is reported without the password", async () => {
  const silent = net.createServer();
  await new Promise<void>((resolve) => {
    silent.listen(0, "127.0.0.1", resolve);
  });
  const { port } = silent.address() as net.AddressInfo;
  const secret = "s3cret-word";
  const cases = [
    [withRole(url, "nobody", secret), /refuses the user "nobody" or its password/],
    [withDatabase(url, "nowhere"), /has no database "nowhere"/],
    [`postgresql://me:${secret}@127.0.0.1:1/docket`, /at 127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)/],
    [`postgresql://me:${secret}@127.0.0.1:${port}/docket`, /cannot be reached \(.*timeout/],
  ] as const;
  for (const [wrong, sentence] of cases) {
    const refusal = (await checkServer(wrong, { timeoutMs: 400 }).catch((error: unknown) => error)) as Error;
    expect(refusal).toMatchObject({ code: "database_unreachable", message: expect.stringMatching(sentence) });
    expect(refusal.message).not.toContain(secret);
  }
  silent.close();
});

test.for([
  ["that refuses what a connection brings", []],
  ["that ignores it", ["ignore_startup_parameters = extra_float_digits,statement_timeout"]],
] as const)("reports a pooler %s, and the settings to use with it", async ([, more], { skip }) => {
  if (withoutPgBouncer !== null) skip(withoutPgBouncer);
  const bouncer = await startPgBouncer([url], [...more]);
  try {
    const pooled = bouncer.throughPooler(url);
    await expect(checkServer(pooled, { timeoutMs: 60_000 })).rejects.toMatchObject({
      code: "database_pooler",
      message: expect.stringMatching(/Set DATABASE_POOLER=transaction .* DATABASE_OWNER_URL/),
    });
    await expect(checkServer(pooled, { pooler: "transaction", timeoutMs: 60_000 })).resolves.toMatchObject({
      encoding: "UTF8",
    });
  } finally {
    await bouncer.stop();
  }
});
