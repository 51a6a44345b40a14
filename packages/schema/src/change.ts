import { z } from "zod";
import { CommandInput } from "./command.ts";
import { Id } from "./id.ts";
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

/** One thing that happened: which fields of which object changed, from what to what. */
export const Change = z.object({
  workspaceId: Id,
  /** Position in the workspace's log: gapless, in the order in which things happened. */
  seq: z.string(),
  commandId: Id,
  actorId: Id,
  projectId: Id.nullable(),
  entity: z.string(),
  entityId: Id,
  op: z.enum(CHANGE_OPS),
  version: z.int().nullable(),
  /** A project that the reader can't see is null in here, like its sections and tasks. */
  before: Fields.nullable(),
  after: Fields.nullable(),
  at: Timestamp,
});
export type Change = z.infer<typeof Change>;

/** The past of one object, of a project, or of the whole workspace, newest first; every condition that is given must hold. */
export const ListChanges = PageInput.extend({
  workspaceId: Id,
  projectId: Id.optional(),
  entityId: Id.optional(),
  /** Who did it. */
  actorId: Id.optional(),
  /** Kinds of objects: `task`, `section`, `comment` … */
  entity: z.array(z.string().max(40)).min(1).max(20).optional(),
  op: z.array(z.enum(CHANGE_OPS)).min(1).max(CHANGE_OPS.length).optional(),
  /** At this instant or later. */
  from: Timestamp.optional(),
  /** Before this instant. */
  to: Timestamp.optional(),
}).refine((input) => input.projectId === undefined || input.entityId === undefined, {
  message: "give projectId or entityId, not both",
});
export type ListChanges = z.infer<typeof ListChanges>;

/** What a thing is called. */
export const Name = z.object({
  kind: z.enum(["task", "comment", "project", "section", "label", "folder", "view", "person"]),
  name: z.string(),
  /** A task's number with its project's key: HOME-12. */
  reference: z.string().nullable(),
});
export type Name = z.infer<typeof Name>;

/** Names by id, of all that the lines speak of: absent is what the reader can't see now, or what is gone. */
const Names = z.record(z.string(), Name);

export const ChangePage = page(Change).extend({ names: Names });
export type ChangePage = z.infer<typeof ChangePage>;

/**
 * What the live feed sends. `seq` is the number up to which the reader now knows everything they may see; given back as
 * `lastEventId`, the feed goes on behind it.
 */
export const FeedEvent = z.discriminatedUnion("kind", [
  /** The feed begins here; what lists say that are read from now on is at least as new. */
  z.object({ kind: z.literal("open"), seq: z.string() }),
  /** What happened, in order. Empty when it was nothing that the reader may see. */
  z.object({ kind: z.literal("changes"), seq: z.string(), changes: z.array(Change) }),
  /** What happened since `lastEventId` can't be told any more; load everything anew. The feed goes on from here. */
  z.object({ kind: z.literal("resync"), seq: z.string() }),
  /** The last event: the reader is no longer in the workspace, or the session or token has ended. */
  z.object({ kind: z.literal("closed"), seq: z.string(), reason: z.enum(["workspace", "credential"]) }),
]);
export type FeedEvent = z.infer<typeof FeedEvent>;

export const FollowChanges = z.strictObject({
  workspaceId: Id,
  lastEventId: z
    .string()
    .regex(/^(0|[1-9]\d{0,18})$/, "must be a number that the feed gave")
    .optional(),
});
export type FollowChanges = z.infer<typeof FollowChanges>;

/** One of my own commands, for the undo history. */
export const CommandEntry = z.object({
  id: Id,
  kind: z.string(),
  at: Timestamp,
  groupId: Id.nullable(),
  undoOf: Id.nullable(),
  undoneBy: Id.nullable(),
  /** How many objects it touched. */
  size: z.int(),
  /**
   * Whether it is of a kind that can be taken back and has not been. What it touched may have been changed since; undoing
   * then says so. One that is itself an undo is done again by being undone.
   */
  canUndo: z.boolean(),
  /** The first of the objects; its title as the caller may see it now, else null. */
  first: z.object({ entity: z.string(), id: Id, title: z.string().nullable() }).nullable(),
});
export type CommandEntry = z.infer<typeof CommandEntry>;

export const ListCommands = PageInput.extend({ workspaceId: Id });
export type ListCommands = z.infer<typeof ListCommands>;
export const CommandPage = page(CommandEntry);

/** Takes back one of my own commands (or, with a group's id, all of the group's). Undoing an undo is redo. */
export const UndoCommand = CommandInput.extend({ undo: Id });
export type UndoCommand = z.infer<typeof UndoCommand>;

export const UndoResult = z.object({ commandId: Id, undone: Id, size: z.int() });
export type UndoResult = z.infer<typeof UndoResult>;
