import { afterAll, vi } from "vitest";

/*
 * A set-up file for every test: test files share a process, so what the last test of a file replaced, the next file would
 * find. Between the tests of a file `unstubGlobals` and `unstubEnvs` do this.
 */
afterAll(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.useRealTimers();
  vi.restoreAllMocks();
});
