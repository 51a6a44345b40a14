import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readInstallationMetrics } from "@docket/core/operations/metrics";
import type { JobRecord } from "@docket/core/operations/schedule";
import { createWorld } from "@docket/core/testing/world";
import type { Person, World } from "@docket/core/testing/world";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMetrics } from "./front/metrics.ts";
import { addInstallationMetrics } from "./installation-metrics.ts";
import { setOutage } from "./testing/outage.ts";

let directory: string;
let world: World;
let mira: Person;
const jobs: JobRecord = new Map([["mail", { failures: 2, succeededAtMs: 1_000 }]]);
beforeAll(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), "docket-metrics-"));
  mkdirSync(path.join(directory, "backups"));
  writeFileSync(path.join(directory, "backups", "automatic-2026-11-23T09-00-00Z.sql.gz"), "a backup");
  world = await createWorld({ settings: { DOCKET_DATA: directory, BACKUP_EVERY: "24" } });
  mira = await world.person("Mira");
});
afterAll(async () => {
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Returns the metrics that /metrics would return for this installation. */
function readMetrics(): Promise<string> {
  const metrics = createMetrics();
  addInstallationMetrics(metrics, () => readInstallationMetrics(world.runtime, jobs));
  metrics.observe({ area: "api", method: "GET", status: 200 }, 0.01);
  return metrics.text();
}

const monitoring = fileURLToPath(new URL("../../../docs/monitoring/", import.meta.url));
const read = (name: string) => readFileSync(path.join(monitoring, name), "utf8");

describe("the metrics of an installation", () => {
  test("contain jobs, emails, backups, disk and database with their values", async () => {
    const { db, clock } = world.runtime;
    const [waiting, failed] = [new Date(clock().getTime() - 600_000), new Date(clock().getTime() - 3_600_000)];
    const job = { workspaceId: mira.workspaceId, userId: mira.id, source: "todoist", fileName: "a.csv", plan: {} };
    await db.importJob.create({
      data: { ...job, id: uuidv7(), status: "waiting", totalRows: 50, doneRows: 8, updatedAt: waiting },
    });
    await db.importJob.create({
      data: { ...job, id: uuidv7(), status: "failed", totalRows: 5, failure: "internal", finishedAt: failed },
    });
    await db.mail.create({
      data: {
        id: uuidv7(),
        kind: "invite",
        recipient: "ada@example.org",
        body: new Uint8Array(),
        createdAt: waiting,
        expiresAt: new Date(clock().getTime() + 3_600_000),
        attempts: 3,
      },
    });
    const findings = [
      { name: "orphans", verdict: "fault", count: 3 },
      { name: "ranks", verdict: "good", count: 0 },
    ];
    await db.instanceSetting.create({
      data: { key: "doctor", value: { at: "2026-11-23T08:00:00.000Z", findings }, updatedAt: clock() },
    });
    const lines = (await readMetrics()).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        "docket_database_up 1",
        'docket_jobs_waiting{kind="import"} 1',
        'docket_jobs_failed{kind="import"} 1',
        'docket_job_oldest_waiting_seconds{kind="import"} 600',
        "docket_import_rows_remaining 42",
        "docket_mail_waiting 1",
        "docket_mail_failing 1",
        "docket_mail_oldest_waiting_seconds 600",
        'docket_scheduled_job_failures{name="mail"} 2',
        'docket_scheduled_job_last_success_timestamp_seconds{name="mail"} 1',
        "docket_backup_interval_seconds 86400",
        "docket_backup_last_size_bytes 8",
        "docket_live_streams 0",
        'docket_doctor_faults{check="orphans"} 3',
        'docket_doctor_faults{check="ranks"} 0',
        `docket_doctor_last_timestamp_seconds ${new Date("2026-11-23T08:00:00Z").getTime() / 1_000}`,
      ]),
    );
    expect(lines.find((line) => line.startsWith("docket_disk_free_bytes "))).toMatch(/ [1-9]\d+/);
  });

  test("omit only the values that can't be read", async () => {
    await setOutage(world, true);
    const text = await readMetrics();
    await setOutage(world, false);
    expect(text).toContain("\ndocket_database_up 0\n");
    expect(text).not.toMatch(/^docket_mail_waiting /m);
    expect(text).toMatch(/^docket_disk_free_bytes /m);
  });
});

describe("docs/monitoring", () => {
  const expressions = () => [
    ...read("alerts.yml")
      .split("\n")
      .filter((line) => !/^\s*(?:#|- alert|summary|action|-? ?name)/.test(line)),
    ...[...read("dashboard.json").matchAll(/"(?:expr|query)": "(.*)"/g)].map(([, expression]) => expression ?? ""),
  ];

  test("uses only existing metrics", async () => {
    const text = await readMetrics();
    const known = new Set([...text.matchAll(/^(?:# TYPE )?([a-z_0-9]+)/gm)].map(([, name]) => name));
    const named = expressions().flatMap((line) => line.match(/\b(?:docket|nodejs|process|http)_[a-z0-9_]+/g) ?? []);
    expect(new Set(named).size).toBeGreaterThan(20);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  const hasPromtool = spawnSync("promtool", ["--version"]).status === 0;
  const promtool = (args: string[], input = "") => {
    const { status, stdout, stderr } = spawnSync("promtool", args, { input, encoding: "utf8" });
    return { status, said: `${stdout}${stderr}` };
  };

  test.runIf(hasPromtool)("passes promtool, as do all metrics", async () => {
    expect(promtool(["check", "rules", path.join(monitoring, "alerts.yml")])).toMatchObject({ status: 0 });
    expect(promtool(["check", "metrics"], await readMetrics())).toEqual({ status: 0, said: "" });
  });
});
