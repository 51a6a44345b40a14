import { z } from "zod";
import { Email, Password } from "./account.ts";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";

/** A signed-in browser, as its owner sees it. */
export const Session = z.object({
  id: Id,
  /** Whether this is the browser that made the call. */
  isCurrent: z.boolean(),
  label: z.string(),
  userAgent: z.string(),
  /** The network where it was last seen, truncated to /24 (IPv4) or /48 (IPv6). */
  ipPrefix: z.string().nullable(),
  createdAt: Timestamp,
  lastSeenAt: Timestamp,
  expiresAt: Timestamp,
});
export type Session = z.infer<typeof Session>;

export const ListSessions = PageInput;
export type ListSessions = z.infer<typeof ListSessions>;
export const SessionPage = page(Session);

export const SignIn = z.strictObject({ email: Email, password: Password });
export type SignIn = z.infer<typeof SignIn>;

export const Reauthenticate = z.strictObject({ password: Password });
export type Reauthenticate = z.infer<typeof Reauthenticate>;

/** The expiry of the renewed session's access token. */
export const Renewed = z.object({ accessExpiresAt: Timestamp });
export type Renewed = z.infer<typeof Renewed>;

export const RenameSession = z.strictObject({ id: Id, label: text({ max: 100, lines: "one" }) });
export type RenameSession = z.infer<typeof RenameSession>;

export const SessionRef = z.strictObject({ id: Id });
export type SessionRef = z.infer<typeof SessionRef>;

export const RevokeSessions = z.strictObject({ which: z.enum(["others", "all"]) });
export type RevokeSessions = z.infer<typeof RevokeSessions>;

export const Revoked = z.object({ count: z.int() });
export type Revoked = z.infer<typeof Revoked>;
