import type { FeedEvent, FollowChanges } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import { uuidv7 } from "@docket/schema/uuid";
import type { FeedTiming } from "../log/change/feed.ts";
import { followChanges } from "../log/change/feed.ts";
import { appendToLog } from "../log/command/log.ts";
import type { ChangeDraft } from "../log/record.ts";
import type { Ctx } from "../runtime/ctx.ts";
import type { Notifier } from "../runtime/notifier/notifier.ts";
import type { Person, World } from "./world.ts";

/** A reader of the feed that records all events. */
export type Reader = {
  events: FeedEvent[];
  /** Returns the sequence numbers of the changes received, in order of arrival. */
  seqs: () => number[];
  /** Waits until `condition` holds. Fails after half a minute. */
  until: (condition: () => boolean) => Promise<void>;
  /** Closes the connection and waits for the stream to end. */
  disconnect: () => Promise<void>;
  /** Resolves when the stream ends. */
  ended: Promise<void>;
};

/**
 * Maximum time to wait for a condition, in milliseconds. Only a failing test waits this long, so the time is generous
 * enough for a busy machine.
 */
const TIMEOUT_MS = 30_000;

/** Starts following the feed. */
export async function startReader(ctx: Ctx, input: FollowChanges, timing: FeedTiming = {}): Promise<Reader> {
  const events: FeedEvent[] = [];
  const connection = new AbortController();
  const feed = await followChanges(ctx, input, connection.signal, timing);
  const ended = (async () => {
    for await (const event of feed) events.push(event);
  })();
  return {
    events,
    ended,
    seqs: () =>
      events.flatMap((event) => (event.kind === "changes" ? event.changes.map(({ seq }) => Number(seq)) : [])),
    async until(condition) {
      const deadline = performance.now() + TIMEOUT_MS;
      while (!condition()) {
        if (performance.now() > deadline)
          throw new Error(`Nothing of the kind arrived: ${JSON.stringify(events).slice(0, 500)}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async disconnect() {
      connection.abort();
      await ended;
    },
  };
}

/** Builds a change log entry with arbitrary values. `more` overrides them. */
export function changeDraft(projectId: Id | null, more: Partial<ChangeDraft> = {}): ChangeDraft {
  return {
    entity: "task",
    entityId: uuidv7(),
    op: "update",
    projectId,
    audience: null,
    version: 1,
    before: null,
    after: null,
    ...more,
  };
}

/**
 * Appends changes to the log as one command, in one transaction, and wakes the notifier. `work` runs in the same
 * transaction, after the changes are appended.
 */
export async function writeLines(
  { runtime }: World,
  { actorId, workspaceId, notifier = runtime.notifier }: { actorId: Id; workspaceId: Id; notifier?: Notifier },
  changes: ChangeDraft[],
  work: () => Promise<void> = () => Promise.resolve(),
): Promise<bigint> {
  const seq = await runtime.db.$transaction(async (tx) => {
    const last = await appendToLog(tx, {
      workspaceId,
      commandId: uuidv7(),
      actorId,
      tokenId: null,
      kind: "test",
      inputHash: new Uint8Array(32),
      result: {},
      groupId: null,
      undoOf: null,
      at: runtime.clock(),
      changes,
    });
    await work();
    return last ?? 0n;
  });
  notifier.notify(workspaceId);
  return seq;
}

/** Adds a user to a workspace. */
export async function joinWorkspace({ runtime }: World, workspaceId: Id, person: Person, role: string): Promise<void> {
  await runtime.db.workspaceMember.create({ data: { workspaceId, userId: person.id, role } });
}

/** Creates a project with one manager. */
export async function createProjectRow({ runtime }: World, workspaceId: Id, manager: Person, key: string): Promise<Id> {
  const id = uuidv7();
  await runtime.db.project.create({ data: { workspaceId, id, key, name: key, createdBy: manager.id } });
  await joinProject({ runtime } as World, workspaceId, id, manager, "manager");
  return id;
}

export async function joinProject(
  { runtime }: World,
  workspaceId: Id,
  projectId: Id,
  person: Person,
  role: string,
): Promise<void> {
  await runtime.db.projectMember.create({ data: { workspaceId, projectId, userId: person.id, role, rank: "a0" } });
}
