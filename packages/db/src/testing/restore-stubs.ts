import { afterAll, vi } from "vitest";

/*
 * A setup file for all tests. Test files share a process, so stubs left by the last test of a file would affect the
 * next file. Between tests of the same file, `unstubGlobals` and `unstubEnvs` remove them.
 */
afterAll(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.useRealTimers();
  vi.restoreAllMocks();
});
