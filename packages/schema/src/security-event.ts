import { z } from "zod";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { Timestamp } from "./timestamp.ts";

export const SecurityOutcome = z.enum(["success", "failure", "denied"]);
export type SecurityOutcome = z.infer<typeof SecurityOutcome>;

/** An entry of the security log. It identifies everything by id: no names, titles or addresses. */
export const SecurityEvent = z.object({
  id: Id,
  at: Timestamp,
  /** A term of the OWASP Logging Vocabulary, e.g. `authn_login_fail`, or `authn_login_lock` after too many of them. */
  kind: z.string(),
  outcome: SecurityOutcome,
  actorId: Id.nullable(),
  sessionId: Id.nullable(),
  tokenId: Id.nullable(),
  subjectId: Id.nullable(),
  workspaceId: Id.nullable(),
  projectId: Id.nullable(),
  ipPrefix: z.string().nullable(),
  requestId: z.string().nullable(),
  meta: z.record(z.string(), z.json()),
});
export type SecurityEvent = z.infer<typeof SecurityEvent>;

/** Lists the caller's own actions and the actions on their account. All given conditions must match. */
export const ListOwnSecurityEvents = PageInput.extend({
  kind: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .optional(),
  outcome: SecurityOutcome.optional(),
  /** At this instant or later. */
  from: Timestamp.optional(),
  /** Before this instant. */
  to: Timestamp.optional(),
});
export type ListOwnSecurityEvents = z.infer<typeof ListOwnSecurityEvents>;

/** Lists all events of the instance, for an administrator. */
export const ListSecurityEvents = ListOwnSecurityEvents.extend({
  /** The person who acted or was acted on. */
  userId: Id.optional(),
});
export type ListSecurityEvents = z.infer<typeof ListSecurityEvents>;

/** Entries of the log, and the names of the people in them by id. A deleted account has no name. */
export const SecurityEventPage = page(SecurityEvent).extend({ names: z.record(z.string(), z.string()) });
export type SecurityEventPage = z.infer<typeof SecurityEventPage>;

/** The result of verifying the log's hash chain: whether no entry has been changed or removed. */
export const ChainReport = z.object({
  isWhole: z.boolean(),
  /** Number of entries in the chain. */
  length: z.int(),
  /** Number of entries not chained yet. */
  waiting: z.int(),
  /** The first invalid entry, and why it is invalid. */
  fault: z.object({ n: z.string(), eventId: Id.nullable(), reason: z.string() }).nullable(),
});
export type ChainReport = z.infer<typeof ChainReport>;
