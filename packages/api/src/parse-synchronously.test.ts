import { TRPCError, initTRPC } from "@trpc/server";
import { describe, expect, it, vi } from "vitest";
import { ZodError, z } from "zod";
import { parsingSynchronously } from "./parse-synchronously.ts";

const t = initTRPC.meta<{ name: string }>().create();

function makeCaller() {
  const Input = z.strictObject({ name: z.string() });
  const Output = z.object({ name: z.string().max(5) });
  const waits = [vi.spyOn(Input, "parseAsync"), vi.spyOn(Output, "parseAsync")];
  const greet = parsingSynchronously(t.procedure)
    .meta({ name: "greet" })
    .input(Input)
    .output(Output)
    .query(({ input }) => ({ ...input, secret: "stays inside" }));
  return { Input, greet, waits, call: t.createCallerFactory(t.router({ greet }))({}).greet };
}

describe("procedures that parse synchronously", () => {
  it("validate input and output without parseAsync", async () => {
    const { call, waits } = makeCaller();
    expect(await call({ name: "Ada" })).toEqual({ name: "Ada" });
    for (const wait of waits) expect(wait).not.toHaveBeenCalled();
  });

  it("throw the same errors as tRPC's own parsing", async () => {
    const { call } = makeCaller();
    const refusal = await call({ name: "Ada", age: 36 } as never).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TRPCError);
    expect(refusal).toMatchObject({ code: "BAD_REQUEST", cause: expect.any(ZodError) });
    await expect(call({ name: "Augusta" })).rejects.toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
  });

  it("keep their schemas and meta", () => {
    const { greet, Input } = makeCaller();
    const { inputs, meta } = greet._def as unknown as { inputs: z.ZodObject[]; meta: unknown };
    expect(meta).toEqual({ name: "greet" });
    expect(inputs[0]).toBeInstanceOf(z.ZodObject);
    expect(inputs[0]?.shape).toBe(Input.shape);
  });
});
