import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const urlOf = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);

/** A program with temporary files, a child process and a database, like a test run. */
const run = `
  import { spawn } from "node:child_process";
  import { enterTemporaryDirectory } from ${urlOf("temporary-directory.mjs")};
  const remove = enterTemporaryDirectory("trial");
  const { startTemporaryCluster } = await import(${urlOf("../../packages/db/src/embedded/temporary-cluster.ts")});
  const server = await startTemporaryCluster();
  const helper = spawn("sleep", ["1000"], { stdio: "ignore" });
  console.log(process.env.TMPDIR, helper.pid);
  await new Promise((resolve) => process.stdin.once("data", resolve));
  await server.stop();
  await remove();
  process.exit();`;

async function startRun() {
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", run], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [output] = (await once(child.stdout, "data")) as [Buffer];
  const [directory = "", helper] = output.toString().trim().split(" ");
  const cluster = readdirSync(directory).find((name) => name.startsWith("docket-throw-away-")) ?? "";
  const [database] = readFileSync(path.join(directory, cluster, "postgres/postmaster.pid"), "utf8").split("\n");
  return { child, directory, pids: [Number(helper), Number(database)] };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test.each(["SIGKILL", "SIGTERM", "SIGINT"] as const)("cleans up after a run that ends by %s", async (signal) => {
  const { child, directory, pids } = await startRun();
  expect([existsSync(directory), ...pids.map(isRunning)]).toEqual([true, true, true]);
  child.kill(signal);
  await expect.poll(() => [existsSync(directory), ...pids.map(isRunning)]).toEqual([false, false, false]);
});

test("cleans up after a run that ends normally", async () => {
  const { child, directory, pids } = await startRun();
  child.stdin.write("end\n");
  await once(child, "exit");
  expect([existsSync(directory), ...pids.map(isRunning)]).toEqual([false, false, false]);
});
