import type { Id } from "../../../packages/schema/src/id.ts";

/** A write that a writer has sent, and whether the server acknowledged it. */
export type Write = {
  commandId: Id;
  kind: "create" | "rename" | "complete" | "comment";
  /** The task that the write creates, changes or comments on. */
  taskId: Id;
  /** The title of a created or renamed task, or the body of a comment. It is unique among all writes of these kinds. */
  text: string;
  /** Sends the write. Retries use the same command ID. */
  send: () => Promise<unknown>;
  isAcknowledged: boolean;
};

/** The expected state of a task. */
export type ExpectedTask = { title: string; status: "open" | "done"; comments: string[] };

/**
 * All writes, in the order in which each writer sent them. Each task has only one writer, so the order of a task's
 * writes is known.
 */
export type Ledger = {
  /** Sends a write and records whether it was acknowledged. A writer sends one write at a time. */
  sendAndRecord: (write: Omit<Write, "isAcknowledged">) => Promise<void>;
  /** Returns the writes that were not acknowledged. */
  unanswered: () => Write[];
  writes: readonly Write[];
  /** Returns the state of each task after all writes. The state is known only if all writes have been acknowledged. */
  expected: () => Map<Id, ExpectedTask>;
};

/** Creates an empty ledger. */
export function createLedger(): Ledger {
  const writes: Write[] = [];
  return {
    writes,
    sendAndRecord: async (sent) => {
      const write: Write = { ...sent, isAcknowledged: false };
      writes.push(write);
      await write.send().then(
        () => (write.isAcknowledged = true),
        () => undefined,
      );
    },
    unanswered: () => writes.filter((write) => !write.isAcknowledged),
    expected: () => {
      const tasks = new Map<Id, ExpectedTask>();
      for (const { kind, taskId, text } of writes) {
        const task = tasks.get(taskId) ?? { title: text, status: "open", comments: [] };
        if (kind === "rename") task.title = text;
        if (kind === "complete") task.status = "done";
        if (kind === "comment") task.comments.push(text);
        tasks.set(taskId, task);
      }
      return tasks;
    },
  };
}
