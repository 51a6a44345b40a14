import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { createDirtySet } from "./dirty-set.ts";

test("sends the first entry immediately and later ones together, each once", async () => {
  const sent: string[] = [];
  const send = (message: string) => pause(5).then(() => void sent.push(message));
  const dirty = createDirtySet({ send, everyMs: 20, maxBytes: 100 });
  dirty.add("a");
  for (const word of ["b", "c", "b", "a", "c"]) dirty.add(word);
  await dirty.close();
  expect(sent).toEqual(["a", "b,c,a"]);
});

test("sends at most one message per interval, and none longer than the maximum", async () => {
  const sentAt: number[] = [];
  const lengths: number[] = [];
  const send = (message: string) => {
    // oxlint-disable-next-line house/no-stopwatch -- a shortest time holds on a busy machine too
    sentAt.push(performance.now());
    lengths.push(message.length);
    return Promise.resolve();
  };
  const dirty = createDirtySet({ send, everyMs: 20, maxBytes: 7 });
  for (const word of ["aaa", "bbb", "ccc", "ddd", "eee"]) dirty.add(word);
  await dirty.close();
  expect(lengths).toEqual([3, 7, 7]);
  for (const [index, at] of sentAt.entries()) if (index > 0) expect(at - sentAt[index - 1]!).toBeGreaterThan(18);
});

test("keeps entries that could not be sent until the connection is back, together with new ones", async () => {
  const sent: string[] = [];
  let isUp = false;
  const send = (message: string) =>
    isUp ? Promise.resolve(void sent.push(message)) : Promise.reject(new Error("down"));
  const dirty = createDirtySet({ send, everyMs: 1, maxBytes: 100 });
  dirty.add("a");
  await pause(10);
  dirty.add("b");
  await pause(10);
  isUp = true;
  dirty.flush();
  await dirty.close();
  expect(sent).toEqual(["a,b"]);
});
