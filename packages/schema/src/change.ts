import { z } from "zod";
import { CommandInput } from "./command-input.ts";
import { Id } from "./id.ts";
import { LOG_POSITION } from "./log-position.ts";
import { PageInput, page } from "./page.ts";
import { Timestamp } from "./timestamp.ts";

const Fields = z.record(z.string(), z.json());

export const CHANGE_OPS = [
  "create",
  "update",
  "move",
  "trash",
  "restore",
  "purge",
  "leave",
  "grant",
  "revoke",
] as const;

/** One entry in a workspace's change log: the changed fields of an entity, with their values before and after. */
export const Change = z.object({
  workspaceId: Id,
  /** Position in the workspace's log. Positions are consecutive, in the order of the changes. */
  seq: z.string(),
  commandId: Id,
  actorId: Id,
  projectId: Id.nullable(),
  entity: z.string(),
  entityId: Id,
  op: z.enum(CHANGE_OPS),
  version: z.int().nullable(),
  /** IDs of projects that the reader can't see, and of their sections and tasks, are replaced with null. */
  before: Fields.nullable(),
  after: Fields.nullable(),
  /**
   * Whether `after` contains all fields of the entity. `id`, `workspaceId` and `version` are those of the change. If
   * the entity has the fields, `updatedAt` is `at`, and so is `createdAt`, unless it is in `after`.
   */
  isWhole: z.boolean(),
  at: Timestamp,
});
export type Change = z.infer<typeof Change>;

/**
 * Input for reading the history of an entity, a project or the workspace, newest first. Changes must match all given
 * conditions.
 */
export const ListChanges = PageInput.extend({
  workspaceId: Id,
  projectId: Id.optional(),
  entityId: Id.optional(),
  /** The user who made the change. */
  actorId: Id.optional(),
  /** Entity types: `task`, `section`, `comment` … */
  entity: z.array(z.string().max(40)).min(1).max(20).optional(),
  op: z.array(z.enum(CHANGE_OPS)).min(1).max(CHANGE_OPS.length).optional(),
  /** Inclusive lower bound. */
  from: Timestamp.optional(),
  /** Exclusive upper bound. */
  to: Timestamp.optional(),
}).refine((input) => input.projectId === undefined || input.entityId === undefined, {
  message: "give projectId or entityId, not both",
});
export type ListChanges = z.infer<typeof ListChanges>;

/** The name of an entity or person. */
export const Name = z.object({
  kind: z.enum(["task", "comment", "project", "section", "label", "folder", "view", "reminder", "person"]),
  name: z.string(),
  /** The task's project key and number, e.g. HOME-12. */
  reference: z.string().nullable(),
});
export type Name = z.infer<typeof Name>;

/**
 * Names of all entities and people mentioned in the changes, keyed by ID. Deleted entities and those that the reader
 * can't see are absent.
 */
const Names = z.record(z.string(), Name);

export const ChangePage = page(Change).extend({ names: Names });
export type ChangePage = z.infer<typeof ChangePage>;

/**
 * An event in the live feed. `seq` is the position in the change log up to which the reader has received all changes
 * visible to them. A client resumes the feed by sending its position back as `lastEventId`: the last `seq`, preferably
 * with the `epoch` of the log (`formatPosition`), which changes when a backup is restored.
 */
export const FeedEvent = z.discriminatedUnion("kind", [
  /** The start of the feed. A list read after this event is at least as recent as `seq`. */
  z.object({ kind: z.literal("open"), seq: z.string(), epoch: Id }),
  /**
   * All changes after `from` up to `seq` that are visible to the reader, in log order; there may be none. `from` is the
   * `seq` of the previous event or the position from which the reader has resumed. `isSplit` says that further changes of
   * the last command can be in the next event; otherwise, an event ends where a command ends.
   */
  z.object({
    kind: z.literal("changes"),
    from: z.string(),
    seq: z.string(),
    isSplit: z.boolean(),
    changes: z.array(Change),
  }),
  /**
   * The changes since `lastEventId` are no longer available, or a backup was restored, so the client must reload
   * everything. The feed continues from here.
   */
  z.object({ kind: z.literal("resync"), seq: z.string(), epoch: Id }),
  /** The last event: the reader has left the workspace, or their session or token has ended. */
  z.object({ kind: z.literal("closed"), seq: z.string(), reason: z.enum(["workspace", "credential"]) }),
]);
export type FeedEvent = z.infer<typeof FeedEvent>;

export const FollowChanges = z.strictObject({
  workspaceId: Id,
  /** The user for whom the client follows the changes, because an `EventSource` can't send a header (user-header.ts). */
  expectedUserId: z.string().max(36).optional(),
  lastEventId: z.string().regex(LOG_POSITION, "must be a position that the feed gave").optional(),
});
export type FollowChanges = z.infer<typeof FollowChanges>;

/** One of the caller's own commands, for the undo history. */
export const CommandEntry = z.object({
  id: Id,
  kind: z.string(),
  at: Timestamp,
  groupId: Id.nullable(),
  undoOf: Id.nullable(),
  undoneBy: Id.nullable(),
  /** Number of entities that the command changed. */
  size: z.int(),
  /**
   * Whether the command can be undone and has not been undone yet. Undo still reports a conflict if the changed
   * entities have been edited since. Undoing an undo redoes the original command.
   */
  canUndo: z.boolean(),
  /** The first changed entity. Its title is null if the caller can no longer see it. */
  first: z.object({ entity: z.string(), id: Id, title: z.string().nullable() }).nullable(),
});
export type CommandEntry = z.infer<typeof CommandEntry>;

export const ListCommands = PageInput.extend({ workspaceId: Id });
export type ListCommands = z.infer<typeof ListCommands>;
export const CommandPage = page(CommandEntry);

/**
 * Input for undoing one of the caller's own commands or, given a group ID, all commands in the group. Undoing an undo
 * redoes the original command.
 */
export const UndoCommand = CommandInput.extend({ undo: Id });
export type UndoCommand = z.infer<typeof UndoCommand>;

/** The maximum number of versions in the result of an undo. */
export const MAX_UNDO_VERSIONS = 100;

export const UndoResult = z.object({
  commandId: Id,
  undone: Id,
  size: z.int(),
  /**
   * The new versions of the changed entities, on which the caller's next edits can be based. Empty for groups and
   * repeated commands.
   */
  versions: z.array(z.object({ id: Id, version: z.int() })).max(MAX_UNDO_VERSIONS),
});
export type UndoResult = z.infer<typeof UndoResult>;
