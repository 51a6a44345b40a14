import { expect, test } from "vitest";
import { retryWhileUnavailable } from "./fault.ts";

const quick = { attempts: 4, pauseMs: 1 };

/** Work that fails some times with this before it succeeds. */
function failing(times: number, message: string) {
  let calls = 0;
  const work = () => {
    calls += 1;
    return calls <= times ? Promise.reject(new Error(message)) : Promise.resolve("done");
  };
  return { work, calls: () => calls };
}

test("a start asks again while the database does not answer, for a while, and nothing else again", async () => {
  const busy = failing(3, "timeout exceeded when trying to connect");
  expect(await retryWhileUnavailable(busy.work, quick)).toBe("done");
  const away = failing(9, "Connection terminated due to connection timeout");
  await expect(retryWhileUnavailable(away.work, quick)).rejects.toThrow("connection timeout");
  expect(away.calls()).toBe(4);
  const wrong = failing(1, "relation does not exist");
  await expect(retryWhileUnavailable(wrong.work, quick)).rejects.toThrow("relation");
  expect(wrong.calls()).toBe(1);
});
