import { ForeignResponse } from "@docket/schema/error-status";
import { uuidv7 } from "@docket/schema/uuid";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createOutbox } from "./outbox.ts";
import { createWriteStore } from "./write-store.ts";
import type { Write } from "./write.ts";

const workspaceId = uuidv7();
let at = 0;

const write = (): Write => ({
  commandId: uuidv7(),
  workspaceId,
  path: "task.complete",
  input: { ids: [uuidv7()] },
  taskIds: [],
  at: (at += 1),
});

const refusal = (code: string) => Object.assign(new Error("No."), { data: { refusal: { code, message: "No." } } });
const asked = (retryAfterSeconds: number) => ({
  data: { refusal: { code: "too_many_requests", message: "No.", details: { retryAfterSeconds } } },
});
const foreign = (status: number) => Object.assign(new Error("No JSON."), { cause: new ForeignResponse(status) });
const NO_ANSWER = new Error("Failed to fetch");

/** What the browser's storage does, by which values live longer than a page. */
function createStorage(): Storage {
  const values = new Map<string, string>();
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => {
      values.set(key, value);
      Object.assign(storage, { [key]: value });
    },
    removeItem: (key: string) => {
      values.delete(key);
      Reflect.deleteProperty(storage, key);
    },
  };
  return storage as unknown as Storage;
}

function open(answers: (() => Promise<unknown>)[]) {
  const storage = createStorage();
  const store = createWriteStore(() => storage, "ada");
  const [sent, answered, refused] = [[] as string[], [] as string[], [] as string[]];
  const outbox = createOutbox({
    store,
    send: async ({ commandId }) => {
      sent.push(commandId);
      return (answers.shift() ?? (() => Promise.resolve("done")))();
    },
    onAnswer: ({ commandId }) => answered.push(commandId),
    onRefusal: ({ commandId }) => refused.push(commandId),
  });
  return { outbox, store, storage, sent, answered, refused };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a pause of a day that a proxy asks for is cut short", async () => {
  const proxy = Object.assign(new Error("No JSON."), { cause: new ForeignResponse(503, 86_400) });
  const { outbox, sent } = open([() => Promise.reject(proxy)]);
  outbox.give(write());
  await vi.advanceTimersByTimeAsync(4 * 60_000);
  expect(sent).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(2);
});

test("writes go one after the other, in the order in which they were made", async () => {
  let release: (value: unknown) => void = () => undefined;
  const first = new Promise((resolve) => {
    release = resolve;
  });
  const { outbox, sent, answered, store } = open([() => first]);
  const writes = [write(), write(), write()];
  for (const one of writes) outbox.give(one);
  await vi.advanceTimersByTimeAsync(10);
  expect(sent).toEqual([writes[0]!.commandId]);
  expect(outbox.state()).toEqual({ status: "sending", unsent: 3 });
  expect(store.unanswered(workspaceId)).toEqual(writes);
  release("done");
  await vi.advanceTimersByTimeAsync(10);
  expect(answered).toEqual(writes.map(({ commandId }) => commandId));
  expect(outbox.state()).toEqual({ status: "idle", unsent: 0 });
  expect(store.unanswered(workspaceId)).toEqual([]);
});

test("what gets no answer is sent again under the same id, and nothing overtakes it", async () => {
  const { outbox, sent, answered } = open([() => Promise.reject(NO_ANSWER), () => Promise.reject(NO_ANSWER)]);
  const [one, two] = [write(), write()];
  outbox.give(one);
  outbox.give(two);
  await vi.advanceTimersByTimeAsync(10);
  expect(outbox.state()).toEqual({ status: "offline", unsent: 2 });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toEqual([one.commandId, one.commandId, one.commandId, two.commandId]);
  expect(answered).toEqual([one.commandId, two.commandId]);
});

test.each([
  ["a proxy says that Docket did not answer in time", () => foreign(504)],
  ["a proxy fails", () => foreign(500)],
  ["a network shows its sign-in page", () => foreign(200)],
  ["a proxy wants a password", () => foreign(401)],
  ["Docket did not finish in time", () => refusal("timeout")],
  ["Docket is busy", () => refusal("unavailable")],
])("a write stays and is sent again when %s", async (_, failure) => {
  const { outbox, sent, answered, refused, store } = open([() => Promise.reject(failure())]);
  const one = write();
  outbox.give(one);
  await vi.advanceTimersByTimeAsync(10);
  expect(outbox.state()).toEqual({ status: "offline", unsent: 1 });
  expect(store.unanswered(workspaceId)).toEqual([one]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect({ sent, answered, refused }).toEqual({
    sent: [one.commandId, one.commandId],
    answered: [one.commandId],
    refused: [],
  });
});

const front = (code: string, status: number, details?: object, headers?: Record<string, string>) =>
  Object.assign(new Error("No."), {
    meta: {
      response: new Response("{}", { status, ...(headers && { headers }) }),
      responseJSON: { error: { code, message: "No.", details } },
    },
  });

test("a write stays while the server does not know the page's address", async () => {
  const unknown = () => Promise.reject(front("forbidden", 403, { reason: "unknown_address" }));
  const { outbox, refused, answered, store } = open([unknown, unknown]);
  const one = write();
  outbox.give(one);
  await vi.advanceTimersByTimeAsync(10);
  expect(outbox.state()).toEqual({ status: "unknownAddress", unsent: 1 });
  expect(store.unanswered(workspaceId)).toEqual([one]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect([refused, answered]).toEqual([[], [one.commandId]]);
  expect(outbox.state()).toEqual({ status: "idle", unsent: 0 });
});

test.each([
  ["in the details of a refusal", () => Object.assign(refusal("too_many_requests"), asked(20))],
  ["in the headers of the server", () => front("unavailable", 503, undefined, { "retry-after": "20" })],
  ["in the headers of a proxy", () => Object.assign(new Error("No JSON."), { cause: new ForeignResponse(503, 20) })],
])("a write is sent again after as long as it was asked to wait %s", async (_, failure) => {
  const { outbox, sent } = open([() => Promise.reject(failure())]);
  outbox.give(write());
  await vi.advanceTimersByTimeAsync(19_900);
  expect(sent).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(sent).toHaveLength(2);
});

test("a refused write makes way for the next, and is not kept", async () => {
  const { outbox, refused, answered, store } = open([() => Promise.reject(refusal("forbidden"))]);
  const [one, two] = [write(), write()];
  outbox.give(one);
  outbox.give(two);
  await vi.advanceTimersByTimeAsync(10);
  expect([refused, answered]).toEqual([[one.commandId], [two.commandId]]);
  expect(store.unanswered(workspaceId)).toEqual([]);
});

test.each([
  ["unauthorized", "signedOut"],
  ["too_many_requests", "offline"],
  ["unavailable", "offline"],
])("%s keeps the write for later", async (code, status) => {
  const { outbox, refused, answered } = open([() => Promise.reject(refusal(code))]);
  outbox.give(write());
  await vi.advanceTimersByTimeAsync(10);
  expect(outbox.state()).toEqual({ status, unsent: 1 });
  outbox.retryNow();
  await vi.advanceTimersByTimeAsync(10);
  expect([refused.length, answered.length]).toEqual([0, 1]);
});

test("only what was never sent can be taken back", async () => {
  const { outbox, sent } = open([() => Promise.reject(NO_ANSWER)]);
  const [one, two] = [write(), write()];
  outbox.give(one);
  outbox.give(two);
  await vi.advanceTimersByTimeAsync(10);
  expect(outbox.withdraw(one.commandId)).toBe(false);
  expect(outbox.withdraw(two.commandId)).toBe(true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toEqual([one.commandId, one.commandId]);
});

test("nobody sends what somebody else has left in this browser", async () => {
  const { outbox, storage } = open([() => Promise.reject(NO_ANSWER)]);
  outbox.give(write());
  await vi.advanceTimersByTimeAsync(10);
  expect(createWriteStore(() => storage, "ada").unanswered(workspaceId)).toHaveLength(1);
  expect(createWriteStore(() => storage, "bob").unanswered(workspaceId)).toEqual([]);
  expect(createWriteStore(() => storage, "ada").unanswered(uuidv7())).toEqual([]);
});
