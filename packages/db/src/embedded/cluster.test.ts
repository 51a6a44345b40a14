import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { npmBinaries } from "./binaries.ts";
import { createCluster } from "./cluster.ts";
import { reachableBinaries } from "./reachable-binaries.ts";
import { canReach, runAs } from "./run-as.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "docket-cluster-"));
  chmodSync(home, 0o711);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test("removes a partial cluster if creating it fails", async () => {
  const plan = { binaries: npmBinaries(), user: runAs(), directory: path.join(home, "postgres"), throwAway: true };
  const passwords = { owner: "fine", app: "it's not", janitor: "fine" };
  await expect(createCluster({ ...plan, passwords })).rejects.toMatchObject({
    code: "postgres_not_started",
    message: expect.stringContaining("could not be set up"),
  });
  expect(readdirSync(home)).toEqual([]);
});

describe.runIf(process.getuid?.() === 0)("under root", () => {
  const version = `0.0.0-test-${process.pid}`;
  const copy = `/var/cache/docket/postgresql-${version}`;
  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  test("runAs returns another user, and canReach returns whether that user can enter a directory", () => {
    const user = runAs();
    expect(user?.uid).toBeGreaterThan(0);
    expect(canReach(home, user)).toBe(true);
    chmodSync(home, 0o700);
    expect(canReach(home, user)).toBe(false);
    expect(canReach(home, undefined)).toBe(true);
  });

  test("copies unreachable programs once, to a directory that only root can change", () => {
    const native = path.join(home, "native");
    mkdirSync(path.join(native, "bin"), { recursive: true });
    writeFileSync(path.join(native, "bin/postgres"), "#!/bin/sh\n", { mode: 0o755 });
    const installed = { home: native, version, major: "0" };
    expect(reachableBinaries(installed, runAs())).toBe(installed);

    chmodSync(home, 0o700);
    const reachable = reachableBinaries(installed, runAs());
    expect(reachable).toEqual({ ...installed, home: copy });
    expect(canReach(path.join(copy, "bin/postgres"), runAs())).toBe(true);
    writeFileSync(path.join(copy, "mark"), "");
    reachableBinaries(installed, runAs());
    expect(existsSync(path.join(copy, "mark"))).toBe(true);
  });
});
