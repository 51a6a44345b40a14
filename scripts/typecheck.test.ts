import { execFileSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("checks types on a machine with only Node installed", () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const output = execFileSync("npm", ["run", "typecheck", "--", "--filter=@docket/schema"], {
    cwd: root,
    encoding: "utf8",
    env: { HOME: process.env["HOME"], PATH: [path.dirname(process.execPath), "/usr/bin", "/bin"].join(path.delimiter) },
  });
  expect(output).toContain("1 successful, 1 total");
});
