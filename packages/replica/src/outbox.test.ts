import { expect, test } from "vitest";
import { createOutbox } from "./outbox.ts";
import type { Answer, Command } from "./transport.ts";

const command = (commandId: string, position: number, input: Command["input"] = {}): Command => ({
  commandId,
  workspaceId: "w",
  path: "task.update",
  input,
  position,
  at: 0,
});

/** Creates an outbox whose requests and timers the test controls. */
function createControlled(stored: Command[] = []) {
  const calls: { command: Command; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = [];
  const timers = new Set<() => void>();
  const kept = new Map(stored.map((one) => [one.commandId, one]));
  const outbox = createOutbox({
    transport: {
      send: (one) => new Promise((resolve, reject) => calls.push({ command: one, resolve, reject })),
      retryDelay: (_error, pause) => pause,
      closedReason: () => null,
    },
    store: { keep: (one) => kept.set(one.commandId, one), forget: (id) => kept.delete(id) },
    setTimer: (run) => {
      timers.add(run);
      return () => timers.delete(run);
    },
    onAnswered: () => {},
    onRejected: () => {},
    onClosed: () => {},
    onChange: () => {},
  });
  return { outbox, calls, timers, kept };
}
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

test("sends a command only once if the user retries while a retry is in flight", async () => {
  const { outbox, calls, timers } = createControlled();
  outbox.setSending(true);
  outbox.enqueue(command("a", 1));
  calls[0]?.reject(new Error("offline"));
  await settle();
  for (const run of timers) run();
  expect(calls).toHaveLength(2);
  outbox.retryNow();
  expect(calls).toHaveLength(2);
});

test("keeps its status while it retries, until the server has answered", async () => {
  const { outbox, calls } = createControlled();
  outbox.setSending(true);
  outbox.enqueue(command("a", 1));
  const error = new Error("signed out");
  calls[0]?.reject(error);
  await settle();
  outbox.retryNow();
  expect(outbox.state()).toEqual({ status: "waiting", unsent: 1, error });
  calls[1]?.resolve({ seq: "1", answer: {} });
  await settle();
  expect(outbox.state()).toEqual({ status: "idle", unsent: 0, error: null });
});

test("advances the base version of stored commands past own edits, also after a reload", async () => {
  const { outbox, calls, kept } = createControlled();
  outbox.setSending(true);
  for (const [index, id] of ["a", "b"].entries())
    outbox.enqueue(command(id, index + 1, { id: "t", baseVersion: 1, set: { title: id } }));
  calls[0]?.resolve({ seq: "1", answer: { version: 2 } });
  await settle();
  const reloaded = createControlled();
  const left = kept.get("b");
  if (left) reloaded.outbox.enqueue(left);
  reloaded.outbox.setSending(true);
  expect(reloaded.calls[0]?.command.input["baseVersion"]).toBe(2);
});
