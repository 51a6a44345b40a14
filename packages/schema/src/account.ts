import { z } from "zod";
import { TimeZone } from "./day-schema.ts";
import { CLOCKS, DATE_ORDERS } from "./format-locale.ts";
import { Id } from "./id.ts";
import { InstanceRole } from "./role.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";

/** An email address as the user typed it. Addresses are compared with {@link foldEmail}. */
export const Email = z
  .string()
  .max(1000)
  .transform((value) => value.trim())
  .pipe(z.email().max(254));
export type Email = z.infer<typeof Email>;

/** Returns the normalized form in which email addresses are compared: Unicode NFKC, lower case. */
export function foldEmail(email: Email): string {
  return email.normalize("NFKC").toLowerCase();
}

/**
 * A password as the user typed it, neither trimmed nor changed. Only malformed Unicode and NUL are rejected here; the
 * server's password policy decides whether a new password is strong enough.
 */
export const Password = z
  .string()
  .min(1)
  .max(1000)
  .refine((value) => value.isWellFormed() && !value.includes("\0"), "contains characters that are not valid Unicode");
export type Password = z.infer<typeof Password>;

/** The secret in an emailed link: 32 random bytes in base64url. */
export const LinkSecret = z.string().regex(/^[\w-]{43}$/, "is not a link of this server");
export type LinkSecret = z.infer<typeof LinkSecret>;

export const PersonName = text({ max: 100, min: 1, lines: "one" });

/** A language tag (BCP 47), e.g. `en` or `de-AT`. */
export const Locale = z
  .string()
  .max(35)
  .refine((tag) => isLocale(tag), "must be a language tag");

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** First day of the week (ISO 8601): 1 is Monday, 7 is Sunday. */
export const WeekStart = z.int().min(1).max(7);

export const Clock = z.enum(CLOCKS);
export const DateOrder = z.enum(DATE_ORDERS);

/** An account as its owner sees it. */
export const Account = z.object({
  id: Id,
  email: z.string(),
  name: z.string(),
  role: InstanceRole,
  locale: z.string(),
  timeZone: z.string(),
  weekStart: WeekStart,
  /** Null follows the locale. */
  clock: Clock.nullable(),
  /** Null follows the locale. */
  dateOrder: DateOrder.nullable(),
  isVerified: z.boolean(),
  createdAt: Timestamp,
});
export type Account = z.infer<typeof Account>;

/** The settings of an account on which the meaning and the format of dates depend. */
export const DateSettings = Account.pick({
  locale: true,
  timeZone: true,
  weekStart: true,
  clock: true,
  dateOrder: true,
});
export type DateSettings = z.infer<typeof DateSettings>;

/** The signed-in account, and the time until which sensitive actions require no reauthentication. */
export const SignedIn = z.object({ account: Account, sessionId: Id, freshUntil: Timestamp });
export type SignedIn = z.infer<typeof SignedIn>;

const Person = {
  name: PersonName,
  password: Password,
  locale: Locale.default("en"),
  timeZone: TimeZone.default("UTC"),
};

/** Input for requesting a registration link. The response is the same whether or not the address has an account. */
export const Register = z.strictObject({ email: Email });
export type Register = z.infer<typeof Register>;

/** Input for creating an account with a link that was sent for a registration or an invitation. */
export const CompleteRegistration = z.strictObject({
  token: LinkSecret,
  /** Required if the invitation has no address. Otherwise it is optional, but must match the invitation's address. */
  email: Email.optional(),
  ...Person,
});
export type CompleteRegistration = z.infer<typeof CompleteRegistration>;

/** Input for looking up the state of a link before using it. */
export const InspectLink = z.strictObject({ token: LinkSecret, purpose: z.enum(["register", "invite", "reset"]) });
export type InspectLink = z.infer<typeof InspectLink>;
export const LinkState = z.object({
  isUsable: z.boolean(),
  /** The address that the link was created for. */
  email: z.string().nullable(),
  /** Whether the address already has an account. If so, the user should sign in instead. */
  hasAccount: z.boolean(),
});
export type LinkState = z.infer<typeof LinkState>;

export const UpdateAccount = z.strictObject({
  name: PersonName.optional(),
  locale: Locale.optional(),
  timeZone: TimeZone.optional(),
  weekStart: WeekStart.optional(),
  clock: Clock.nullable().optional(),
  dateOrder: DateOrder.nullable().optional(),
});
export type UpdateAccount = z.infer<typeof UpdateAccount>;

export const ChangePassword = z.strictObject({
  currentPassword: Password,
  newPassword: Password,
  /** Whether to sign out all other browsers. */
  endOtherSessions: z.boolean().default(true),
});
export type ChangePassword = z.infer<typeof ChangePassword>;

export const RequestReset = z.strictObject({ email: Email });
export type RequestReset = z.infer<typeof RequestReset>;

export const CompleteReset = z.strictObject({ token: LinkSecret, password: Password });
export type CompleteReset = z.infer<typeof CompleteReset>;

export const ChangeEmail = z.strictObject({ email: Email });
export type ChangeEmail = z.infer<typeof ChangeEmail>;

export const LinkInput = z.strictObject({ token: LinkSecret });
export type LinkInput = z.infer<typeof LinkInput>;

/** The user must retype their email address, so that a single click can't delete the account. */
export const DeleteAccount = z.strictObject({ email: Email });
export type DeleteAccount = z.infer<typeof DeleteAccount>;

/** The result of a procedure that only starts an operation. It never reveals whether there was anything to do. */
export const Accepted = z.object({ accepted: z.literal(true) });
export type Accepted = z.infer<typeof Accepted>;

/** The result of a procedure whose work is complete when it returns. */
export const Done = z.object({ done: z.literal(true) });
export type Done = z.infer<typeof Done>;

/** The input of a procedure without parameters. */
export const NoInput = z.strictObject({}).optional();
export type NoInput = z.infer<typeof NoInput>;
