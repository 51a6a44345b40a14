import { Id } from "@docket/schema/id";
import { expect, test } from "vitest";
import { z } from "zod";
import { publicProcedure, router } from "../procedure.ts";
import { appRouter, proceduresOf } from "../root.ts";
import { ACCESS } from "./access.ts";
import { INPUTS, PROCEDURES } from "./harness.ts";
import { idFields, valueAt, withValueAt } from "./id-field.ts";
import { PRINCIPALS } from "./principals.ts";
import { mismatches, readTable } from "./table.ts";

test("every procedure has a row and an input, and every row has a procedure", () => {
  expect(mismatches(PROCEDURES.keys(), readTable(ACCESS))).toEqual([]);
  expect(Object.keys(INPUTS).sort()).toEqual([...PROCEDURES.keys()].sort());
});

test("reports a procedure without a row, and a row without a procedure", () => {
  const planted = router({
    app: appRouter,
    planted: router({
      open: publicProcedure
        .meta({ auth: "anyone", scope: null, rate: "read" })
        .input(z.strictObject({}))
        .output(z.string())
        .query(() => "anything"),
    }),
  });
  const paths = [...proceduresOf(planted).keys()].map((path) => path.replace(/^app\./, ""));
  expect(mismatches(paths, readTable(ACCESS))).toEqual(["planted.open has no row"]);
  expect(mismatches(["task.get"], readTable(`${lineOf("task.get")}\n${lineOf("task.gone")}`))).toEqual([
    "task.gone is no procedure",
  ]);
});

const lineOf = (path: string, columns: number = PRINCIPALS.length) =>
  [path, ...Array<string>(columns).fill("ok")].join(" ");

test("rejects a line with a missing column and a duplicate line", () => {
  expect(() => readTable(lineOf("task.get", PRINCIPALS.length - 1))).toThrow("columns");
  expect(() => readTable(`${lineOf("task.get")}\n${lineOf("task.get")}`)).toThrow("twice");
});

test("finds ID fields at any depth", () => {
  const schema = z.strictObject({
    id: Id,
    name: z.string(),
    maybe: Id.nullable().default(null),
    many: z.array(Id).max(3).default([]),
    inner: z.strictObject({ deep: Id.optional() }).prefault({}),
    either: z.union([Id, z.literal("none")]),
    shaped: z.strictObject({ one: Id }).transform((value) => value),
  });
  expect(idFields(schema.refine(() => true)).map((path) => path.join("."))).toEqual([
    "id",
    "maybe",
    "many.*",
    "inner.deep",
    "either",
    "shaped.one",
  ]);
  expect(valueAt({ many: ["a", "b"] }, ["many", "*"])).toBe("a");
  expect(withValueAt({ many: ["a", "b"], inner: { deep: "c" } }, ["many", "*"], "x")).toEqual({
    many: ["x", "b"],
    inner: { deep: "c" },
  });
});
