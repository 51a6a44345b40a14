import { expect, test, vi } from "vitest";
import { lazyCall } from "./lazy-component.ts";

test("defers calls until the value has loaded, in order, and makes later calls synchronously", async () => {
  let arrive = (_part: string): void => undefined;
  const load = vi.fn<() => Promise<string>>(() => new Promise((resolve) => (arrive = resolve)));
  const withIt = lazyCall(load);
  const done: string[] = [];
  withIt((value) => done.push(`first ${value}`));
  withIt((value) => done.push(`second ${value}`));
  expect(done).toEqual([]);
  arrive("part");
  await expect.poll(() => done).toEqual(["first part", "second part"]);
  withIt((value) => done.push(`third ${value}`));
  expect(done.at(-1)).toBe("third part");
  expect(load).toHaveBeenCalledOnce();
});

test("retries loading until it succeeds, then makes the deferred calls", async () => {
  vi.useFakeTimers();
  const gone = new Error("No connection");
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(gone).mockRejectedValueOnce(gone);
  load.mockResolvedValue("part");
  const act = vi.fn<(value: string) => void>();
  lazyCall(load)(act);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(act).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(act).toHaveBeenCalledExactlyOnceWith("part");
  expect(load).toHaveBeenCalledTimes(3);
  vi.useRealTimers();
});
