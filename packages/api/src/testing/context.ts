import type { ApiContext } from "../context.ts";

type Basis = Pick<ApiContext, "runtime" | "request" | "identity"> & Partial<ApiContext>;

/** Creates the context of a request without cookies, whose client stays connected. */
export function createTestContext(basis: Basis): ApiContext {
  return {
    signal: () => new AbortController().signal,
    setCookie: () => undefined,
    noteRate: () => undefined,
    isCounted: false,
    refreshToken: null,
    expectedUserId: null,
    deviceToken: null,
    ...basis,
  };
}
