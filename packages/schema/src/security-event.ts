import { z } from "zod";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { Timestamp } from "./timestamp.ts";

export const SecurityOutcome = z.enum(["success", "failure", "denied"]);
export type SecurityOutcome = z.infer<typeof SecurityOutcome>;

/** Something that matters to security. By ids only: no names, no titles, no addresses. */
export const SecurityEvent = z.object({
  id: Id,
  at: Timestamp,
  /** In the words of the OWASP Logging Vocabulary, e.g. `authn_login_fail`, or `authn_login_lock` for too many of them. */
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

/** What I did and what was done to my account; every condition that is given must hold. */
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

/** Everything on the installation, for an administrator. */
export const ListSecurityEvents = ListOwnSecurityEvents.extend({
  /** Who did it, or to whom it was done. */
  userId: Id.optional(),
});
export type ListSecurityEvents = z.infer<typeof ListSecurityEvents>;

/** Lines of the log, and the names of the people concerned by their ids; a deleted account has none. */
export const SecurityEventPage = page(SecurityEvent).extend({ names: z.record(z.string(), z.string()) });
export type SecurityEventPage = z.infer<typeof SecurityEventPage>;

/** Whether the log is whole: every line is as it was written, none is missing. */
export const ChainReport = z.object({
  isWhole: z.boolean(),
  /** Lines in the chain. */
  length: z.int(),
  /** Lines not chained yet. */
  waiting: z.int(),
  /** The first line that is wrong, and how. */
  fault: z.object({ n: z.string(), eventId: Id.nullable(), reason: z.string() }).nullable(),
});
export type ChainReport = z.infer<typeof ChainReport>;
