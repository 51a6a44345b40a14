import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

test("checks types on a machine with only Node installed", () => {
  const output = execFileSync("npm", ["run", "typecheck", "--", "--filter=@docket/schema"], {
    cwd: root,
    encoding: "utf8",
    env: { HOME: process.env["HOME"], PATH: [path.dirname(process.execPath), "/usr/bin", "/bin"].join(path.delimiter) },
  });
  expect(output).toContain("1 successful, 1 total");
});

test("lists the commands if the given one does not exist", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/run.mjs", "toString"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^There is no command "toString"\. The commands are start, dev, test, .+\.\n$/);
});

test("`check` runs every check script in package.json", () => {
  const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), "utf8")) as Record<string, object>;
  const checks = Object.keys(read("package.json")["scripts"] ?? {}).filter((name) => name.startsWith("check:"));
  const { tasks } = read("turbo.json") as unknown as { tasks: { check: { dependsOn: string[] } } };
  expect(tasks.check.dependsOn).toEqual(["typecheck", ...checks.map((name) => `//#${name}`)]);
});
