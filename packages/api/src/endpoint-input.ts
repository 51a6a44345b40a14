import { TRPCError } from "@trpc/server";
import type { z } from "zod";

/**
 * Parses the query parameters of an endpoint that is not tRPC.
 *
 * @throws TRPCError which is reported like that of a procedure with an invalid input
 */
export function parseParameters<Value>(schema: z.ZodType<Value>, parameters: URLSearchParams): Value {
  const parsed = schema.safeParse(Object.fromEntries(parameters));
  if (!parsed.success) throw new TRPCError({ code: "BAD_REQUEST", cause: parsed.error });
  return parsed.data;
}
