import { z } from "zod";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { Timestamp } from "./timestamp.ts";

export const SecurityOutcome = z.enum(["success", "failure", "denied"]);
export type SecurityOutcome = z.infer<typeof SecurityOutcome>;

/** An entry in the security log. It refers to everything by ID and contains no names, titles or addresses. */
export const SecurityEvent = z.object({
  id: Id,
  at: Timestamp,
  /**
   * A term from the OWASP Logging Vocabulary, e.g. `authn_login_fail`, or `authn_login_lock` after too many failures.
   */
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

/**
 * Input for listing the caller's own actions and the actions on their account. Events must match all given conditions.
 */
export const ListOwnSecurityEvents = PageInput.extend({
  kind: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .optional(),
  outcome: SecurityOutcome.optional(),
  /** Inclusive lower bound. */
  from: Timestamp.optional(),
  /** Exclusive upper bound. */
  to: Timestamp.optional(),
});
export type ListOwnSecurityEvents = z.infer<typeof ListOwnSecurityEvents>;

/** Input for listing all events on the instance, which only administrators can do. */
export const ListSecurityEvents = ListOwnSecurityEvents.extend({
  /** The user who acted or whose account was affected. */
  userId: Id.optional(),
});
export type ListSecurityEvents = z.infer<typeof ListSecurityEvents>;

/** A page of the log, with the names of the users in its entries, keyed by ID. A deleted account has no name. */
export const SecurityEventPage = page(SecurityEvent).extend({ names: z.record(z.string(), z.string()) });
export type SecurityEventPage = z.infer<typeof SecurityEventPage>;

/** The result of verifying the log's hash chain, which detects changed and removed entries. */
export const ChainReport = z.object({
  isWhole: z.boolean(),
  /** Number of entries in the chain. */
  length: z.int(),
  /** Number of entries that have not been added to the chain yet. */
  waiting: z.int(),
  /** The first invalid entry and the reason why it is invalid. */
  fault: z.object({ n: z.string(), eventId: Id.nullable(), reason: z.string() }).nullable(),
});
export type ChainReport = z.infer<typeof ChainReport>;
