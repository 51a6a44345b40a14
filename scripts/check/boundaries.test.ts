// Tests that each architecture check reports planted violations, in a copy of the repository without its code.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileProblems } from "./file-naming.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "docket-boundaries-"));
  const manifests = ["apps", "packages"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name, "package.json")),
  );
  const configuration = ["package.json", "pnpm-workspace.yaml", "pnpm-lock.yaml", "turbo.json", ".oxlintrc.json"];
  for (const path of [...manifests, ...configuration, "scripts/lint"])
    cpSync(join(root, path), join(copy, path), { recursive: true });
  for (const folder of ["", ...manifests.map(dirname)])
    symlinkSync(join(root, folder, "node_modules"), join(copy, folder, "node_modules"));
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Adds these files to the copy, runs a tool on it, and removes the files. */
function runWith(files: Record<string, string>, tool: string, ...args: string[]) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(copy, dirname(path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
  const { status, stdout, stderr } = spawnSync(join(root, "node_modules/.bin", tool), args, {
    cwd: copy,
    encoding: "utf8",
    timeout: 60_000,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
  });
  for (const path of Object.keys(files)) rmSync(join(copy, path));
  return { status, output: stdout + stderr };
}

/** Returns the source of a file that imports and uses a name. */
const importing = (specifier: string, name = "one") =>
  `import { ${name} } from "${specifier}";\nexport const two: unknown = ${name};\n`;

/** Planted violations, each in its own file, with a part of the expected message. */
const violations: [path: string, text: string, complaint: string][] = [
  ["packages/schema/src/a.ts", importing("@docket/core/one"), "schema may not import core."],
  ["packages/auth/src/a.ts", importing("@docket/db/one"), "auth may not import db."],
  ["packages/db/src/a.ts", importing("@docket/schema/one"), "db may not import schema."],
  ["packages/api/src/a.ts", importing("@docket/db/one"), "api may not import db."],
  ["packages/api/src/b.ts", 'export const one = import("@docket/db/one");', "api may not import db."],
  ["packages/client/src/a.ts", importing("@docket/core/one"), "client may not import core."],
  ["packages/client/src/b.ts", importing("@docket/api/root"), "client may import only types from api."],
  ["packages/client/src/c.ts", importing("@docket/server/testing/one"), "client may not import server."],
  ["packages/replica/src/a.ts", importing("@docket/core/one"), "replica may not import core."],
  ["packages/client/src/c.test.ts", importing("@docket/auth/one"), "client may not import auth."],
  ["apps/web/trpc/a.ts", importing("@docket/api/root"), "web may import only types from api."],
  ["apps/web/trpc/b.ts", importing("@docket/core/one"), "web may not import core."],
  ["packages/core/src/a.ts", importing("@docket/server/main"), "core may not import server."],
  ["packages/core/src/commands/task/mutations.ts", importing("../project/mutations.ts"), "house(file-arrows)"],
  [
    "packages/core/src/commands/label/mutations.ts",
    importing("@docket/core/commands/project/mutations"),
    "house(file-arrows)",
  ],
  ["packages/core/src/runtime/clock.ts", importing("../log/command/command.ts"), "house(layer-order)"],
  ["packages/core/src/entities/section/order.ts", importing("../../commands/task/trash.ts"), "house(layer-order)"],
  ["packages/core/src/entities/task/queries.ts", importing("@docket/core/workflows/undo/store"), "house(layer-order)"],
  ["packages/api/src/routers/task.ts", importing("./project.ts"), "house(file-arrows)"],
  ["apps/web/entities/task/format.ts", importing("../../features/task/row.ts"), "house(layer-order)"],
  ["apps/web/ui/button.ts", importing("../features/task/row.ts"), "house(layer-order)"],
  ["apps/web/features/task/row.ts", importing("@/app/page.ts"), "house(layer-order)"],
  ["apps/web/ui/name-field.tsx", "export const nameField = <textarea />;\n", "house(typed-direction)"],
  [
    "apps/web/ui/on-enter.ts",
    "export const isOurs = (event: KeyboardEvent) => !event.isComposing;\n",
    "house(one-composing-rule)",
  ],
  [
    "packages/core/src/entities/task/input.ts",
    importing("../../runtime/actor.ts", "authenticatedActor"),
    "house(no-made-up-actor)",
  ],
  ["packages/api/src/c.ts", importing("@docket/core/runtime/actor", "authenticatedActor"), "house(no-made-up-actor)"],
  [
    "packages/core/src/entities/task/count.ts",
    importing("../../identity/session/operator-actor.ts", "actorForOperator"),
    "house(no-made-up-actor)",
  ],
  [
    "packages/api/src/d.ts",
    importing("@docket/core/identity/session/authenticate", "actorForJob"),
    "house(no-made-up-actor)",
  ],
  ["packages/core/src/l.ts", 'export { authenticatedActor as one } from "./actor.ts";', "house(no-made-up-actor)"],
  [
    "packages/core/src/m.ts",
    'import * as actor from "./actor.ts"; export const one = actor;',
    "house(no-made-up-actor)",
  ],
  ["packages/core/src/n.ts", 'export const one = import("./actor.ts");', "house(no-made-up-actor)"],
  ["packages/db/src/b.ts", "export const one = process.env.ONE;", "house(no-environment)"],
  ["packages/db/src/c.ts", 'export const one = process["env"].ONE;', "house(no-environment)"],
  ["packages/db/src/d.ts", 'import { env } from "node:process"; export const one = env.ONE;', "house(no-environment)"],
  ["packages/core/src/b.ts", "export const one = new Date();", "house(no-ambient-clock)"],
  ["packages/core/src/c.ts", "export const one = Date.now();", "house(no-ambient-clock)"],
  ["packages/core/src/p.test.ts", "export const one = performance.now();", "house(no-stopwatch)"],
  ["packages/core/src/q.test.ts", "export const one = Date.now() - 5;", "house(no-stopwatch)"],
  [
    "packages/core/src/r.test.ts",
    'import { vi } from "vitest"; export const one = vi.waitFor(() => {});',
    "house(no-stopwatch)",
  ],
  ...[
    'new Date("2026-11-24")',
    'new Date("2026-11-24T09:00:00")',
    'new Date("Nov 24 2026")',
    "new Date(2026, 10, 24)",
    "new Date(today)",
    "new Date(row.dueOn)",
    "new Date(when.date)",
    "new Date(`${one}T00:00:00Z`)",
    "new Date(`2026-${one}`)",
    "new Date(`2026-11-24T${one}`)",
    "new globalThis.Date(2026, 10)",
    "Date()",
    'Date.parse("2026-11-24T09:00:00Z")',
    "Date.UTC(2026, 10, 24)",
    "new Date(0).getDate()",
    "new Date(0).getUTCDay()",
    'new Date(0)["getHours"]()',
    "new Date(0).setMonth(1)",
    "new Date(0).getTimezoneOffset()",
    "new Date(0).toDateString()",
    'new Date(0).toLocaleDateString("en", { timeZone: "UTC" })',
    "new Date(0).toLocaleString()",
    'new Date(0).toLocaleString("en", { dateStyle: "long" })',
    "new Date(0).toISOString().slice(0, 10)",
    'new Date(0).toISOString().split("T")',
    "new Intl.DateTimeFormat()",
    'Intl.DateTimeFormat("en", { dateStyle: "long" })',
    'new Intl.DateTimeFormat("en", options)',
  ].map((text, index): [string, string, string] => [
    `packages/schema/src/time-${index}.ts`,
    `export const two = ${text};`,
    "time(no-local-date)",
  ]),
  ["packages/core/src/e.ts", "export const one: any = 1;", "typescript(no-explicit-any)"],
  ["packages/core/src/f.ts", "export default 1;", "import(no-default-export)"],
  ["packages/core/src/g.ts", 'export * from "./h.ts";', "oxc(no-barrel-file)"],
  ["packages/core/src/h.ts", "export const one = 1; Promise.resolve(one);", "typescript(no-floating-promises)"],
  ["packages/core/src/i.ts", 'import { two } from "./j.ts"; export const one = () => two;', "import(no-cycle)"],
  ["packages/core/src/j.ts", 'import { one } from "./i.ts"; export const two = () => one;', "import(no-cycle)"],
  [
    "packages/core/src/k.ts",
    'declare const db: { $queryRawUnsafe(sql: string): void }; db.$queryRawUnsafe("");',
    "eslint(no-restricted-properties)",
  ],
  ["apps/web/app/a.ts", 'export const one = () => { "use server"; };', "house(no-server-action)"],
  ["apps/web/app/c.ts", importing("next/navigation", "redirect"), "house(no-unchecked-redirect)"],
  ["apps/web/app/d.ts", importing("next/navigation", "permanentRedirect"), "house(no-unchecked-redirect)"],
  ["apps/web/features/task/f.ts", 'window.location.assign("/");', "house(no-unchecked-redirect)"],
  ["apps/web/features/task/g.ts", 'location["replace"]("/");', "house(no-unchecked-redirect)"],
  ["apps/web/features/task/h.ts", 'location.href = "/";', "house(no-unchecked-redirect)"],
  ["apps/web/features/task/i.ts", 'window.location = "/";', "house(no-unchecked-redirect)"],
  ["apps/web/features/task/j.ts", 'import Link from "next/link";\nexport const one = Link;', "house(own-navigation)"],
  ["apps/web/features/task/k.ts", importing("next/navigation", "useRouter"), "house(own-navigation)"],
  ["apps/web/features/task/l.ts", importing("next/navigation", "usePathname"), "house(own-navigation)"],
  ["apps/web/app/e.ts", importing("next/navigation", "useSearchParams"), "house(own-navigation)"],
  ["apps/web/features/task/m.ts", 'window.history.pushState(null, "", "/");', "house(own-navigation)"],
  ["apps/web/features/task/n.ts", 'history["replaceState"](null, "", "/");', "house(own-navigation)"],
  [
    "apps/web/app/b.tsx",
    "export const One = () => <p dangerouslySetInnerHTML={{ __html: '' }} />;",
    "react(no-danger)",
  ],
  ["apps/web/features/task/c.tsx", "export const One = () => <p>Nothing to do here.</p>;", "text(no-literal-text)"],
  ["apps/web/features/task/d.tsx", 'export const One = () => <p aria-label="Tasks" />;', "text(no-literal-text)"],
  ["apps/web/features/task/e.ts", 'export const one = () => ({ text: "It was saved." });', "text(no-literal-text)"],
];

/** Files that the rules allow, to show that the rules do not reject everything. */
const clean: Record<string, string> = {
  "packages/schema/src/z.ts": "export const one = 1;",
  "packages/schema/src/time.ts":
    'export const one = [new Date("2026-11-24T09:00:00+01:00"), new Date(0), new Date(`2026-11-24T${time}Z`), new Date(change.at), change.at.getTime(),' +
    'new Intl.DateTimeFormat("en", { ...style, timeZone }), new Date(0).toISOString().slice(0, 19)];',
  "apps/web/entities/viewer/browser-time-zone.ts": "export const one = Intl.DateTimeFormat();",
  "packages/core/src/z.ts": importing("@docket/schema/z"),
  "packages/core/src/runtime/actor.ts": "export const authenticatedActor = 1; export const tokenIdOf = 2;",
  "packages/core/src/identity/session/authenticate.ts": importing("../../runtime/actor.ts", "authenticatedActor"),
  "packages/core/src/identity/session/job-ctx.ts": importing("./authenticate.ts", "actorForJob"),
  "packages/core/src/entities/task/filter.ts": importing("../../runtime/actor.ts", "tokenIdOf"),
  "packages/core/src/entities/project/queries.ts": importing("../../z.ts"),
  "packages/core/src/commands/project/move.ts": "export const one = 1;",
  "packages/core/src/commands/project/mutations.ts":
    importing("../../entities/task/queries.ts") + 'export { one as three } from "./move.ts";',
  "packages/client/src/z.ts": 'import type { AppRouter } from "@docket/api/root";\nexport type Router = AppRouter;\n',
  "apps/web/trpc/z.ts": 'import type { AppRouter } from "@docket/api/root";\nexport type Router = AppRouter;\n',
  "packages/core/src/runtime/config.ts": "export const one = process.env.ONE;",
  "apps/web/navigation/redirect.ts": importing("next/navigation", "redirect"),
  "apps/web/navigation/address.tsx":
    importing("next/navigation", "usePathname") + 'window.history.pushState(null, "", "/");',
  "apps/web/app/z.ts": importing("next/navigation", "notFound"),
  "apps/web/features/task/z.tsx": 'export const One = () => <p className="grid gap-2" data-kind="task-list" />;',
};

test("the lint rules report each planted violation and nothing else", () => {
  const planted = { ...clean, ...Object.fromEntries(violations.map(([path, text]) => [path, `${text}\n`])) };
  const { status, output } = runWith(planted, "oxlint", "--format=unix", ...Object.keys(planted));
  expect(status).toBe(1);
  const complaints = (path: string) =>
    output
      .split("\n")
      .filter((line) => line.startsWith(`${path}:`))
      .join("\n");
  for (const [path, , complaint] of violations) expect(complaints(path), path).toMatch(asRule(complaint));
  for (const path of Object.keys(clean)) expect(complaints(path)).not.toMatch(/house\(|text\(|time\(/);
});

const asRule = (complaint: string) => new RegExp(complaint.replaceAll(/[().]/g, String.raw`\$&`));

test("turbo boundaries accepts declared imports and reports others", () => {
  const boundaries = (text: string) =>
    runWith(
      { "packages/schema/src/z.ts": "export const one = 1;\n", "packages/core/src/a.ts": text },
      "turbo",
      "boundaries",
    );
  expect(boundaries(importing("@docket/schema/z"))).toMatchObject({ status: 0 });

  const undeclared = boundaries(importing("@docket/api/one"));
  expect(undeclared.output).toContain("cannot import package `@docket/api` because it is not a dependency");
  expect(undeclared.status).toBe(1);

  const byPath = boundaries(importing("../../schema/src/z.ts"));
  expect(byPath.output).toContain("leaves the package");
  expect(byPath.status).toBe(1);
});

test("reports files with a meaningless name, entity files with an unusual name, and files over 400 lines", () => {
  expect(fileProblems("packages/core/src/commands/task/mutations.ts", "one\n".repeat(400))).toEqual([]);
  expect(fileProblems("packages/core/src/commands/task/mutations.ts", "one\n".repeat(401))).toHaveLength(1);
  expect(fileProblems("packages/core/src/entities/task/stuff.test.ts", "")).toEqual([]);
  expect(fileProblems("packages/core/src/entities/task/stuff.ts", "")).toHaveLength(1);
  for (const name of ["index.ts", "utils.ts", "helper.ts", "helpers.test.ts"])
    expect(fileProblems(`packages/schema/src/${name}`, "")).toHaveLength(1);
});
