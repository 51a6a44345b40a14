import type { Identity } from "@docket/core/identity/session/authenticate";
import type { World } from "@docket/core/testing/world";
import { TRPCError } from "@trpc/server";
import { refusalData } from "../error.ts";
import { createCaller } from "../root.ts";
import { createTestContext } from "../testing/context.ts";

/** The result of a call: `ok`, or the error's code. */
export type CallResult = string;

/** Calls a procedure in this process, with the same middleware as over HTTP. */
export async function callAs(world: World, identity: Identity, path: string, input: unknown): Promise<CallResult> {
  const end = new AbortController();
  const { runtime, request } = world.anonymous();
  const api = createCaller(createTestContext({ runtime, request, identity, signal: () => end.signal }));
  try {
    await procedureAt(api, path)(input);
    return "ok";
  } catch (error) {
    if (error instanceof TRPCError) return refusalData(error, undefined, "en").code;
    throw error;
  } finally {
    end.abort();
  }
}

type Procedure = (input: unknown) => Promise<unknown>;

function procedureAt(api: unknown, path: string): Procedure {
  // Safe because the paths come from the same router as the caller.
  return path.split(".").reduce((at, name) => (at as Record<string, unknown>)[name], api) as Procedure;
}
