import { createHash } from "node:crypto";
import type { Id } from "@docket/schema/id";
import { rankBetween } from "@docket/schema/rank";
import type { WorkspaceRole } from "@docket/schema/role";
import { uuidv7 } from "@docket/schema/uuid";
import { insertProject } from "../../entities/project/definition.ts";
import { freeKey } from "../../entities/project/key.ts";
import { freeSlug, slugFromName } from "../../entities/workspace/slug.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { appendToLog } from "../../log/command/log.ts";
import type { ChangeDraft } from "../../log/record.ts";
import type { Tx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";

export type NewWorkspace = {
  workspaceId: Id;
  name: string;
  /** Owner of the workspace. */
  userId: Id;
  at: Date;
};

export type CreatedWorkspace = { workspaceId: Id; slug: string; inboxId: Id };

/**
 * Creates a workspace with its owner and the owner's inbox. Called in a command, or in another transaction that records
 * the changes.
 *
 * @throws a unique violation if the id is taken
 */
export async function insertWorkspace(scope: CommandScope, input: NewWorkspace): Promise<CreatedWorkspace> {
  const { workspaceId, name, userId, at } = input;
  const slug = await freeSlug(scope.tx, slugFromName(name));
  await scope.tx.workspace.create({ data: { id: workspaceId, slug, name, createdAt: at, updatedAt: at } });
  await scope.tx.workspaceCounter.create({ data: { workspaceId } });
  scope.record({
    entity: "workspace",
    entityId: workspaceId,
    op: "create",
    projectId: null,
    audience: null,
    version: 1,
    before: null,
    after: { slug, name },
  });
  const inboxId = await insertMember(scope, { workspaceId, userId, role: "owner", at });
  return { workspaceId, slug, inboxId };
}

/**
 * Adds a user to a workspace and creates their inbox in it.
 *
 * @returns the id of the inbox
 * @throws DomainError `conflict` if the workspace has reached its member limit
 */
export async function insertMember(
  scope: CommandScope,
  { workspaceId, userId, role, at }: { workspaceId: Id; userId: Id; role: WorkspaceRole; at: Date },
): Promise<Id> {
  await assertWithinLimit(scope.tx, "workspaceMember", { workspaceId });
  await scope.tx.workspaceMember.create({ data: { workspaceId, userId, role, createdAt: at } });
  scope.record({
    entity: "workspace_member",
    entityId: userId,
    op: "grant",
    projectId: null,
    audience: null,
    version: null,
    before: null,
    after: { role },
  });
  const inboxId = uuidv7();
  const now = at.toISOString();
  const inbox = {
    workspaceId,
    id: inboxId,
    key: await freeKey(scope.tx, { workspaceId, userId }, "IN"),
    name: "Inbox",
    description: "",
    color: "slate" as const,
    isInbox: true,
    version: 1,
    createdBy: userId,
    createdAt: now,
    updatedAt: now,
    archivedAt: null,
    deletedAt: null,
    role: "manager" as const,
    rank: rankBetween(null, null),
    folderId: null,
    isFavourite: false,
  };
  await insertProject(scope, inbox, userId, userId);
  return inboxId;
}

/**
 * Creates a workspace for a user whose account is created in the same transaction and who therefore can't send a
 * command yet. The change log starts as if they had sent one.
 */
export async function createWorkspaceFor(tx: Tx, input: NewWorkspace): Promise<CreatedWorkspace> {
  const changes: ChangeDraft[] = [];
  const made = await insertWorkspace({ tx, record: (change) => changes.push(change) }, input);
  await appendToLog(tx, {
    workspaceId: input.workspaceId,
    commandId: uuidv7(),
    actorId: input.userId,
    tokenId: null,
    kind: "workspace.create",
    inputHash: createHash("sha256").update(input.workspaceId).digest(),
    result: { id: input.workspaceId },
    groupId: null,
    undoOf: null,
    at: input.at,
    changes,
  });
  return made;
}
