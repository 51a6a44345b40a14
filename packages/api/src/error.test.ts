import { TRPCError } from "@trpc/server";
import { expect, it } from "vitest";
import { z } from "zod";
import { refusalData, toTrpcError } from "./error.ts";

const Input = z.strictObject({ id: z.uuid(), set: z.strictObject({ title: z.string() }) });

function issuesOf(input: unknown) {
  const { error } = Input.safeParse(input);
  const refused = toTrpcError(new TRPCError({ code: "BAD_REQUEST", cause: error }));
  return refusalData(refused, undefined, "en");
}

it("lists unknown fields", () => {
  const id = "0193a0e0-0000-7000-8000-000000000000";
  expect(issuesOf({ id, colour: 1, set: { title: "x", due: 1 } }).issues).toEqual([
    { path: "set", code: "unrecognized_keys", message: 'has unknown fields: "due"' },
    { path: "", code: "unrecognized_keys", message: 'has unknown fields: "colour"' },
  ]);
});

it("contains only a few field names of a rejected request", () => {
  const keys = Array.from({ length: 10_000 }, (_, index) => `${index}`.padEnd(1_000, "\ud83d\ude00"));
  const refusal = issuesOf(Object.fromEntries(keys.map((key) => [key, 1])));
  expect(JSON.stringify(refusal).length).toBeLessThan(1_500);
  expect(refusal.issues?.at(-1)?.message).toContain("and 9995 more");
  expect(JSON.stringify(refusal).isWellFormed()).toBe(true);
});
