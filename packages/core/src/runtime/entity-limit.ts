import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { message } from "@docket/schema/message";
import type { TemplateMessage } from "@docket/schema/message";
import { MAX_PUSH_DEVICES } from "@docket/schema/push";
import { MAX_REMINDERS } from "@docket/schema/task-limit";
import type { Tx } from "./ctx.ts";
import { DomainError } from "./error.ts";

type InWorkspace = { workspaceId: Id };
type OfMember = { workspaceId: Id; userId: Id };
type InProject = { workspaceId: Id; projectId: Id };
type OnTask = { workspaceId: Id; taskId: Id };
type OfPerson = { userId: Id };

// The rows to lock before counting, so that concurrent commands can't miss each other's rows.
const workspace = ({ workspaceId }: InWorkspace) => Prisma.sql`workspace WHERE id = ${workspaceId}::uuid`;
const member = ({ workspaceId, userId }: OfMember) =>
  Prisma.sql`workspace_member WHERE workspace_id = ${workspaceId}::uuid AND user_id = ${userId}::uuid`;
const project = ({ workspaceId, projectId }: InProject) =>
  Prisma.sql`project WHERE workspace_id = ${workspaceId}::uuid AND id = ${projectId}::uuid`;
const task = ({ workspaceId, taskId }: OnTask) =>
  Prisma.sql`task WHERE workspace_id = ${workspaceId}::uuid AND id = ${taskId}::uuid`;
const person = ({ userId }: OfPerson) => Prisma.sql`user_account WHERE id = ${userId}::uuid`;

type EntityLimit<Place> = {
  max: number;
  /** The noun phrase in the error message: `there can be 500 …`. */
  what: TemplateMessage;
  holder: (place: Place) => Prisma.Sql;
  /**
   * The rows to count, as the part of the query after FROM. Includes trashed rows, so that restoring can't exceed the
   * limit, except for reminders, which are counted again when they are restored.
   */
  rows: (place: Place) => Prisma.Sql;
};

const limit = <Place>(entityLimit: EntityLimit<Place>) => entityLimit;

/**
 * The maximum number of entities of each kind, and the scope in which it applies. Entities that can be hidden from
 * other users (projects, labels) are counted per creator, because an error must not reveal how many hidden ones exist.
 */
export const ENTITY_LIMITS = {
  workspace: limit<OfPerson>({
    max: 20,
    what: message`workspaces that you own`,
    holder: person,
    rows: ({ userId }) => Prisma.sql`workspace_member WHERE user_id = ${userId}::uuid AND role = 'owner'`,
  }),
  workspaceMember: limit<InWorkspace>({
    max: 1_000,
    what: message`members in a workspace`,
    holder: workspace,
    rows: ({ workspaceId }) => Prisma.sql`workspace_member WHERE workspace_id = ${workspaceId}::uuid`,
  }),
  project: limit<OfMember>({
    max: 500,
    what: message`projects that you created in a workspace, including those in the trash`,
    holder: member,
    rows: ({ workspaceId, userId }) =>
      Prisma.sql`project WHERE workspace_id = ${workspaceId}::uuid AND created_by = ${userId}::uuid`,
  }),
  projectMember: limit<InProject>({
    max: 500,
    what: message`members in a project`,
    holder: project,
    rows: ({ workspaceId, projectId }) =>
      Prisma.sql`project_member WHERE workspace_id = ${workspaceId}::uuid AND project_id = ${projectId}::uuid`,
  }),
  invitation: limit<{ workspaceId: Id; projectId: Id | null; now: Date }>({
    max: 100,
    what: message`open invitations to one place`,
    holder: workspace,
    rows: ({ workspaceId, projectId, now }) => Prisma.sql`invitation
      WHERE workspace_id = ${workspaceId}::uuid AND project_id IS NOT DISTINCT FROM ${projectId}::uuid
        AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > ${now}`,
  }),
  section: limit<InProject>({
    max: 500,
    what: message`sections in a project, including those in the trash`,
    holder: project,
    rows: ({ workspaceId, projectId }) =>
      Prisma.sql`section WHERE workspace_id = ${workspaceId}::uuid AND project_id = ${projectId}::uuid`,
  }),
  subtask: limit<InProject & { parentId: Id }>({
    max: 500,
    what: message`sub-tasks below a task, including those in the trash`,
    holder: project,
    rows: ({ workspaceId, parentId }) =>
      Prisma.sql`task WHERE workspace_id = ${workspaceId}::uuid AND parent_id = ${parentId}::uuid`,
  }),
  comment: limit<OnTask>({
    max: 2_000,
    what: message`comments on a task, including those in the trash`,
    holder: task,
    rows: ({ workspaceId, taskId }) =>
      Prisma.sql`comment WHERE workspace_id = ${workspaceId}::uuid AND task_id = ${taskId}::uuid`,
  }),
  reminder: limit<OnTask & OfPerson>({
    max: MAX_REMINDERS,
    what: message`reminders of yours on a task`,
    holder: task,
    rows: ({ workspaceId, taskId, userId }) => Prisma.sql`reminder
      WHERE workspace_id = ${workspaceId}::uuid AND task_id = ${taskId}::uuid AND user_id = ${userId}::uuid
        AND deleted_at IS NULL`,
  }),
  label: limit<OfMember>({
    max: 500,
    what: message`labels that you created in a workspace, including those deleted recently`,
    holder: member,
    rows: ({ workspaceId, userId }) =>
      Prisma.sql`label WHERE workspace_id = ${workspaceId}::uuid AND created_by = ${userId}::uuid`,
  }),
  folder: limit<OfMember>({
    max: 500,
    what: message`folders in a workspace, including those deleted recently`,
    holder: member,
    rows: ({ workspaceId, userId }) =>
      Prisma.sql`folder WHERE workspace_id = ${workspaceId}::uuid AND user_id = ${userId}::uuid`,
  }),
  view: limit<InWorkspace & { projectId: Id | null; ownerId: Id | null }>({
    max: 200,
    what: message`saved views in one place, including those deleted recently`,
    holder: workspace,
    rows: ({ workspaceId, projectId, ownerId }) => Prisma.sql`view
      WHERE workspace_id = ${workspaceId}::uuid AND project_id IS NOT DISTINCT FROM ${projectId}::uuid
        AND owner_id IS NOT DISTINCT FROM ${ownerId}::uuid`,
  }),
  copy: limit<OfMember>({
    max: 5,
    what: message`copies of large projects at a time`,
    holder: member,
    rows: ({ workspaceId, userId }) => Prisma.sql`import_job
      WHERE workspace_id = ${workspaceId}::uuid AND user_id = ${userId}::uuid AND source = 'copy' AND status IN ('waiting', 'running')`,
  }),
  pushSubscription: limit<OfPerson & { now: Date }>({
    max: MAX_PUSH_DEVICES,
    what: message`devices with push notifications`,
    holder: person,
    rows: ({ userId, now }) => Prisma.sql`push_subscription p JOIN session s ON s.id = p.session_id
      WHERE s.user_id = ${userId}::uuid AND s.revoked_at IS NULL AND s.idle_expires_at > ${now}
        AND s.absolute_expires_at > ${now}`,
  }),
  apiToken: limit<OfPerson & { now: Date }>({
    max: 50,
    what: message`active tokens`,
    holder: person,
    rows: ({ userId, now }) =>
      Prisma.sql`api_token WHERE user_id = ${userId}::uuid AND revoked_at IS NULL AND expires_at > ${now}`,
  }),
};

export type LimitedEntity = keyof typeof ENTITY_LIMITS;
export type ScopeOf<Entity extends LimitedEntity> = Parameters<(typeof ENTITY_LIMITS)[Entity]["rows"]>[0];

/**
 * Checks that an insert would not exceed the limit on a kind of entity. Locks the scope until the transaction ends, so
 * that concurrent requests can't exceed the limit together.
 *
 * @param count the number of entities to be created
 * @throws DomainError `conflict` with the limit in its details
 */
export async function assertWithinLimit<Entity extends LimitedEntity>(
  tx: Tx,
  entity: Entity,
  place: ScopeOf<Entity>,
  count = 1,
): Promise<void> {
  // Safe because the type of `place` is derived from the same entity.
  const { max, holder, rows } = ENTITY_LIMITS[entity] as unknown as EntityLimit<ScopeOf<Entity>>;
  await tx.$queryRaw`SELECT 1 FROM ${holder(place)} FOR NO KEY UPDATE`;
  if ((await countPresent(tx, rows(place))) + count > max) throw limitReached(entity);
}

/** Returns the number of rows that count towards the limit on a kind of entity in a scope. */
export function countEntities<Entity extends LimitedEntity>(
  db: Tx,
  entity: Entity,
  place: ScopeOf<Entity>,
): Promise<number> {
  const { rows } = ENTITY_LIMITS[entity] as unknown as EntityLimit<ScopeOf<Entity>>;
  return countPresent(db, rows(place));
}

async function countPresent(db: Tx, rows: Prisma.Sql): Promise<number> {
  const [present] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM ${rows}`;
  return present?.count ?? 0;
}

/**
 * Creates the error for exceeding a limit.
 *
 * @param more optional sentence that says where the limit would be exceeded, and further details
 */
export function limitReached(
  entity: LimitedEntity,
  { sentence, details }: { sentence?: TemplateMessage; details?: Record<string, string | number | null> } = {},
): DomainError {
  const { max, what } = ENTITY_LIMITS[entity];
  const rule = message`Limit reached: there can be ${max} ${what}.`;
  return new DomainError("conflict", sentence === undefined ? rule : message`${rule} ${sentence}`, {
    details: { limit: { entity, max, ...details } },
  });
}
