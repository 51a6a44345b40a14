import { ImportPlan } from "@docket/schema/import";
import { IMPORT_LIMITS } from "@docket/schema/import-limit";
import { cpuTimeOf } from "@docket/schema/testing/cpu-time";
import * as fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { DomainError } from "../../../runtime/error.ts";
import { readTodoist } from "./read-todoist.ts";

const PROJECT = strToU8("TYPE,CONTENT\ntask,a\n");

function readBytes(bytes: Uint8Array, name = "Test.csv") {
  return readTodoist({ name, bytes });
}

function readText(text: string) {
  return readBytes(new TextEncoder().encode(text));
}

/** Returns a zip of one file, with its directory entry modified by the given function. */
function zipWith(change: (view: DataView, directory: number) => void, content = PROJECT): Uint8Array {
  const bytes = zipSync({ "Home.csv": content });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  change(view, view.getUint32(bytes.length - 6, true));
  return bytes;
}

describe("rejects a whole file, with a readable message", () => {
  test.each<[string, Uint8Array, string, RegExp]>([
    ["nothing", new Uint8Array(), "invalid", /empty/],
    ["more bytes than allowed", new Uint8Array(IMPORT_LIMITS.bytes + 1), "too_large", /15 MB/],
    ["another table", strToU8("Name,Amount\nRent,3\n"), "invalid", /TYPE and CONTENT/],
    ["hundreds of columns", strToU8(`TYPE,CONTENT${",x".repeat(200)}\ntask,a\n`), "invalid", /more than 100 columns/],
    ["bad UTF-8", new Uint8Array([...PROJECT, 0xff, 0xfe]), "invalid", /UTF-8/],
    ["half a character of UTF-16", new Uint8Array([0xff, 0xfe, 0x54, 0x00, 0x59]), "invalid", /UTF-8/],
    ["an overlong form of a character", new Uint8Array([...PROJECT, 0xc0, 0x80]), "invalid", /UTF-8/],
    ["a zip without a project", zipSync({ "a.txt": strToU8("x") }), "invalid", /no Todoist project/],
    ["a zip whose project is not UTF-8", zipSync({ "a.csv": new Uint8Array([...PROJECT, 0xff]) }), "invalid", /UTF-8/],
    ["a name that climbs", zipSync({ "../../etc/a.csv": PROJECT }), "invalid", /points outside/],
    ["a name that climbs in Windows", zipSync({ "x\\..\\a.csv": PROJECT }), "invalid", /points outside/],
    ["an absolute name", zipSync({ "/etc/a.csv": PROJECT }), "invalid", /points outside/],
    ["a drive letter", zipSync({ "C:/a.csv": PROJECT }), "invalid", /points outside/],
    ["half a zip", zipSync({ "a.csv": PROJECT }).slice(0, 60), "invalid", /damaged/],
    ["a wrong checksum", zipWith((view, at) => view.setUint32(at + 16, 1, true)), "invalid", /damaged/],
    ["an encrypted file", zipWith((view, at) => view.setUint16(at + 8, 1, true)), "invalid", /encrypted/],
    ["an unknown packing", zipWith((view, at) => view.setUint16(at + 10, 14, true)), "invalid", /compression method/],
    ["a size beyond the end", zipWith((view, at) => view.setUint32(at + 20, 0x7fffffff, true)), "invalid", /damaged/],
    [
      "an offset beyond the end",
      zipWith((view, at) => view.setUint32(at + 42, 0xfffffff0, true)),
      "invalid",
      /damaged/,
    ],
  ])("%s", async (_, bytes, code, message) => {
    const refusal = await readBytes(bytes).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test("more rows than allowed, in one file or in several files together", async () => {
    const rows = (count: number) => strToU8(`TYPE,CONTENT\n${"task,a\n\n".repeat(count)}`);
    const half = IMPORT_LIMITS.rows / 2;
    await expect(readBytes(rows(IMPORT_LIMITS.rows + 1))).rejects.toMatchObject({ code: "too_large" });
    await expect(readBytes(rows(100_000))).rejects.toMatchObject({ code: "too_large" });
    await expect(readBytes(zipSync({ "a.csv": rows(half), "b.csv": rows(half + 1) }))).rejects.toMatchObject({
      code: "too_large",
    });
    expect((await readBytes(rows(IMPORT_LIMITS.rows))).counts.tasks).toBe(IMPORT_LIMITS.rows);
  });

  test("more files than allowed", async () => {
    const files = Object.fromEntries(
      Array.from({ length: IMPORT_LIMITS.entries + 1 }, (_, index) => [`${index}.csv`, new Uint8Array()]),
    );
    await expect(readBytes(zipSync(files))).rejects.toMatchObject({ code: "too_large" });
  });

  test("a zip bomb, even if its declared sizes are wrong", async () => {
    const bomb = zipSync({ "a.csv": new Uint8Array(8 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(100_000);
    const lying = zipWith((view, at) => view.setUint32(at + 24, 10, true), new Uint8Array(8 * 1024 * 1024));
    const spent = await cpuTimeOf(async () => {
      await expect(readBytes(bomb)).rejects.toMatchObject({ code: "too_large" });
      await expect(readBytes(lying)).rejects.toMatchObject({ code: "too_large" });
    });
    expect(spent).toBeLessThan(5_000);
  });

  test("many files that are individually small but too large in total", async () => {
    const megabyte = new Uint8Array(1_000_000).fill(32);
    const files = Object.fromEntries(Array.from({ length: 53 }, (_, index) => [`${index}.csv`, megabyte]));
    await expect(readBytes(zipSync(files, { level: 1 }))).rejects.toMatchObject({ code: "too_large" });
  });

  test("entries that share the same packed data, which is counted separately for each", async () => {
    const content = new Uint8Array(900_000).fill(32);
    const bytes = zipSync(
      Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`${String(index).padStart(3, "0")}.csv`, content])),
      { level: 1 },
    );
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const directory = view.getUint32(bytes.length - 6, true);
    const first = view.getUint32(directory + 42, true);
    for (let index = 0, at = directory; index < 60; index++, at += 46 + 7) view.setUint32(at + 42, first, true);
    await expect(readBytes(bytes)).rejects.toMatchObject({ code: "too_large" });
  });
});

describe("arbitrary input", () => {
  const cell = fc.oneof(
    fc.constantFrom(
      "",
      "task",
      "section",
      "note",
      "meta",
      "1",
      "4",
      "9",
      "x",
      " b",
      '"',
      '""',
      '"a',
      'b"',
      "@l",
      "* a",
      "[[file {",
      "}]]",
      "__proto__",
      "2026-11-24",
    ),
    fc.string({ unit: "binary", maxLength: 12 }),
  );
  const row = fc.array(cell, { maxLength: 18 }).map((cells) => cells.join(","));
  const header = fc.constantFrom(
    "TYPE,CONTENT,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE",
    "INDENT,DESCRIPTION,CONTENT,TYPE",
    "TYPE,CONTENT,DESCRIPTION,IS_COLLAPSED,PRIORITY,INDENT,DATE,DURATION,DURATION_UNIT,DEADLINE,__proto__,constructor",
  );

  test("reads a table of random cells into a valid plan that accounts for every row", async () => {
    await fc.assert(
      fc.asyncProperty(header, fc.array(row, { maxLength: 12 }), async (first, rows) => {
        const plan = await readText([first, ...rows].join("\n"));
        expect(ImportPlan.safeParse(plan).success).toBe(true);
        expect(JSON.stringify(plan)).not.toMatch(/\\u0000|\\ud[89a-f]/);
        const [project] = plan.projects;
        const noteLines = new Set(project?.tasks.flatMap((task) => task.comments.map((comment) => comment.line)));
        const others =
          plan.counts.rows - plan.counts.tasks - plan.counts.sections - noteLines.size - plan.counts.skipped;
        const settings = plan.losses.find((loss) => loss.column === "meta")?.count ?? 0;
        const projectNotes = Object.keys(project?.foreign ?? {}).filter((key) => key.startsWith("note ")).length;
        expect(others).toBe(settings + projectNotes);
        for (const task of project?.tasks ?? []) {
          expect(task.title.length).toBeGreaterThan(0);
          expect(task.title.length).toBeLessThanOrEqual(500);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("random bytes are read or rejected, but never cause an unexpected error", async () => {
    expect.hasAssertions();
    const start = fc.constantFrom(
      new Uint8Array(),
      new Uint8Array([0x50, 0x4b, 3, 4]),
      PROJECT,
      zipSync({ "a.csv": PROJECT }),
    );
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 200 }), fc.nat(200), async (first, noise, at) => {
        const bytes = new Uint8Array(Math.max(first.length, at + noise.length));
        bytes.set(first);
        bytes.set(noise, at);
        const outcome = await readBytes(bytes).catch((error: unknown) => error);
        expect(outcome instanceof DomainError || ImportPlan.safeParse(outcome).success).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ["quotes", `TYPE,CONTENT\n${'task,"a\n'.repeat(5_000)}`],
    ["stray quotes", `TYPE,CONTENT\ntask,"${'a"'.repeat(500_000)}",1`],
    ["commas", `TYPE,CONTENT\n${`task,a${",b".repeat(395)}\n`.repeat(3_000)}`],
    ["one endless row", `TYPE,CONTENT\ntask${",".repeat(4_000_000)}`],
    ["columns", `TYPE,CONTENT\ntask,a${",".repeat(2_000_000)}b`],
    ["labels", `TYPE,CONTENT\ntask,${" @a!!!!".repeat(300_000)}`],
    ["spaces", `TYPE,CONTENT\ntask,"a${" ".repeat(2_000_000)}\nb"`],
    ["punctuation", `TYPE,CONTENT\ntask,@${"!".repeat(2_000_000)}a`],
    ["attachments", `TYPE,CONTENT\ntask,a\n${`note,"${"[[file {".repeat(500)}${"}]]".repeat(500)}"\n`.repeat(300)}`],
    [
      "depth",
      `TYPE,CONTENT,INDENT\n${Array.from({ length: 6_000 }, (_, index) => `task,${"x".repeat(400)},${index + 1}`).join("\n")}`,
    ],
  ])("is processed within seconds: %s", async (_, text) => {
    const spent = await cpuTimeOf(async () => {
      const outcome = await readText(text).catch((error: unknown) => error);
      expect(outcome instanceof DomainError || !(outcome instanceof Error)).toBe(true);
    });
    expect(spent).toBeLessThan(10_000);
  });
});
