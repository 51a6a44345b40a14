import { expect, test, vi } from "vitest";
import { callLater } from "./loaded-later.ts";

test("what is called before it is loaded waits in its order, and what comes after is done at once", async () => {
  let arrive = (_part: string): void => undefined;
  const load = vi.fn<() => Promise<string>>(() => new Promise((resolve) => (arrive = resolve)));
  const withIt = callLater(load);
  const done: string[] = [];
  withIt((value) => done.push(`first ${value}`));
  withIt((value) => done.push(`second ${value}`));
  expect(done).toEqual([]);
  arrive("part");
  await vi.waitFor(() => expect(done).toEqual(["first part", "second part"]));
  withIt((value) => done.push(`third ${value}`));
  expect(done.at(-1)).toBe("third part");
  expect(load).toHaveBeenCalledOnce();
});

test("what could not be loaded is tried again by the next who asks", async () => {
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error("Gone")).mockResolvedValue("part");
  const withIt = callLater(load);
  const act = vi.fn<(value: string) => void>();
  withIt(act);
  await vi.waitFor(() => expect(load).toHaveBeenCalledOnce());
  await Promise.resolve();
  withIt(act);
  await vi.waitFor(() => expect(act).toHaveBeenCalledExactlyOnceWith("part"));
});
