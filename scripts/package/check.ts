// `tsx scripts/package/check.ts archive.tar.gz`: unpacks an archive and uses it as a user who has downloaded it would.
import assert from "node:assert/strict";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { newId } from "../../packages/client/src/client.ts";
import { createSessionClient } from "../../packages/client/src/session-client.ts";
import { SCOPES } from "../../packages/schema/src/scope.ts";
import { unpack } from "./unpacked.ts";

const [archive = ""] = process.argv.slice(2);
const { origin, start, stop, run } = await unpack(archive);
const docket = createSessionClient({ url: origin });
let setupToken = "";

/** The steps. Each step depends on the preceding ones. */
const steps: Record<string, () => Promise<string | void> | string | void> = {
  "starts and answers /readyz": async () => {
    const { milliseconds, printed } = await start();
    setupToken = /\/setup#(\S+)/.exec(printed)?.[1] ?? "";
    assert.notEqual(setupToken, "", `no setup link in:\n${printed}`);
    return `${(milliseconds / 1000).toFixed(1)} s`;
  },
  "serves pages, scripts and the icon": async () => {
    const page = await fetch(`${origin}/setup`);
    assert.equal(page.status, 200);
    const [, script = ""] = /src="(\/_next\/[^"]+\.js)"/.exec(await page.text()) ?? [];
    for (const address of [script, "/sw.js"]) assert.equal((await fetch(`${origin}${address}`)).status, 200, address);
  },
  "makes the first account through the setup link": async () => {
    const person = { email: "ada@example.org", name: "Ada", password: "correct horse battery staple" };
    await docket.setup.complete.mutate({ token: setupToken, ...person });
    const { token } = await docket.apiToken.create.mutate({
      id: newId(),
      name: "archive",
      scopes: [...SCOPES],
      days: 1,
    });
    run(["login", origin, "--with-token"], token);
  },
  "creates and imports tasks": () => {
    run(["add", "Water the plants"]);
    const file = path.join(os.tmpdir(), "Garden.csv");
    writeFileSync(file, "TYPE,CONTENT,PRIORITY,INDENT\ntask,Prune the roses,4,1\n");
    run(["import", file, "--yes"]);
  },
  "stops by SIGTERM and starts again": async () => {
    assert.equal(await stop(), 0);
    const { milliseconds } = await start();
    return `${(milliseconds / 1000).toFixed(1)} s`;
  },
  "lists the tasks from before": () => {
    const list = run(["ls"]);
    for (const title of ["Water the plants", "Prune the roses"]) assert.ok(list.includes(title), list);
  },
  "docket doctor finds no fault": () => {
    assert.match(run(["doctor"]), /tables, constraints and indexes match the migrations/);
  },
  "docket backup writes a file": () => {
    const file = path.join(os.tmpdir(), "docket.backup");
    run(["backup", file]);
    assert.ok(statSync(file).size > 1000);
  },
};

const counts = { passed: 0, failed: 0 };
console.log(`${path.basename(archive)}: ${(statSync(archive).size / 1e6).toFixed(1)} MB`);
for (const [name, step] of Object.entries(steps)) {
  try {
    console.log(`✓ ${[name, await step()].filter(Boolean).join(": ")}`);
    counts.passed += 1;
  } catch (error) {
    console.error(`✗ ${name}\n`, error);
    counts.failed = 1;
    break;
  }
}
await stop();
mkdirSync(".docket", { recursive: true });
writeFileSync(".docket/archive.json", JSON.stringify(counts));
process.exitCode = counts.failed;
