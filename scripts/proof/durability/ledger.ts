import type { Id } from "../../../packages/schema/src/id.ts";

/** What a writer sent, and whether it was told that it was written. */
export type Write = {
  commandId: Id;
  kind: "create" | "rename" | "complete" | "comment";
  /** The task that it makes, changes or belongs to. */
  taskId: Id;
  /** Title of a created or renamed task, or the body of a comment; no two writes have the same. */
  text: string;
  /** Sends it, or sends it again under the same command id. */
  send: () => Promise<unknown>;
  isAcknowledged: boolean;
};

/** What one writer knows to be true of its task. */
export type ExpectedTask = { title: string; status: "open" | "done"; comments: string[] };

/**
 * What clients know for certain: every write in the order in which its writer sent it. No task has two writers, so the
 * order of the writes to a task is known.
 */
export type Ledger = {
  /** Sends a write and keeps what became of it. A writer calls it for one write after another. */
  carryOut: (write: Omit<Write, "isAcknowledged">) => Promise<void>;
  /** Writes that got no answer. */
  unanswered: () => Write[];
  writes: readonly Write[];
  /** State of each task after all writes, which is known once none is unanswered. */
  expected: () => Map<Id, ExpectedTask>;
};

/** Creates an empty ledger. */
export function createLedger(): Ledger {
  const writes: Write[] = [];
  return {
    writes,
    carryOut: async (sent) => {
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
