import { z } from "zod";
import { TimeZone } from "./day-input.ts";
import { Id } from "./id.ts";
import { InstanceRole } from "./role.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";

/** An e-mail address as it was typed; it is compared by {@link foldEmail}. */
export const Email = z
  .string()
  .max(1000)
  .transform((value) => value.trim())
  .pipe(z.email().max(254));
export type Email = z.infer<typeof Email>;

/** The form in which two addresses are the same: letter case does not count. */
export function foldEmail(email: Email): string {
  return email.normalize("NFKC").toLowerCase();
}

/**
 * A password as it was typed: nothing is trimmed or changed. Only what no keyboard makes is refused here; whether a new
 * password is good enough is decided by the server's policy.
 */
export const Password = z
  .string()
  .min(1)
  .max(1000)
  .refine((value) => value.isWellFormed() && !value.includes("\0"), "contains characters that are not valid Unicode");
export type Password = z.infer<typeof Password>;

/** The secret out of a link: 32 random bytes in base64url. */
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

/** ISO 8601: 1 is Monday, 7 is Sunday. */
export const WeekStart = z.int().min(1).max(7);

/** A person, as they see themselves. */
export const Account = z.object({
  id: Id,
  email: z.string(),
  name: z.string(),
  role: InstanceRole,
  locale: z.string(),
  timeZone: z.string(),
  weekStart: WeekStart,
  isVerified: z.boolean(),
  createdAt: Timestamp,
});
export type Account = z.infer<typeof Account>;

/** Who is signed in, and until when sensitive acts need no further proof. */
export const SignedIn = z.object({ account: Account, sessionId: Id, freshUntil: Timestamp });
export type SignedIn = z.infer<typeof SignedIn>;

const Person = {
  name: PersonName,
  password: Password,
  locale: Locale.default("en"),
  timeZone: TimeZone.default("UTC"),
};

/** Asks for a link by which an account can be made. The answer is the same whether the address has an account or not. */
export const Register = z.strictObject({ email: Email });
export type Register = z.infer<typeof Register>;

/** Makes the account that a link was sent for: one's own registration, or an invitation. */
export const CompleteRegistration = z.strictObject({
  token: LinkSecret,
  /** Needed for an invitation that names no address, refused when it differs from the one that it names. */
  email: Email.optional(),
  ...Person,
});
export type CompleteRegistration = z.infer<typeof CompleteRegistration>;

/** What a link is for, before it is used. */
export const InspectLink = z.strictObject({ token: LinkSecret, purpose: z.enum(["register", "invite", "reset"]) });
export type InspectLink = z.infer<typeof InspectLink>;
export const LinkState = z.object({
  isUsable: z.boolean(),
  /** The address that the link was made for. */
  email: z.string().nullable(),
  /** The address has an account already: sign in instead. */
  hasAccount: z.boolean(),
});
export type LinkState = z.infer<typeof LinkState>;

export const UpdateAccount = z.strictObject({
  name: PersonName.optional(),
  locale: Locale.optional(),
  timeZone: TimeZone.optional(),
  weekStart: WeekStart.optional(),
});
export type UpdateAccount = z.infer<typeof UpdateAccount>;

export const ChangePassword = z.strictObject({
  currentPassword: Password,
  newPassword: Password,
  /** Other browsers must sign in again. */
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

/** The name of the account is typed again, so that no single click deletes it. */
export const DeleteAccount = z.strictObject({ email: Email });
export type DeleteAccount = z.infer<typeof DeleteAccount>;

/** The answer of what only starts something: it never says whether there was anything to do. */
export const Accepted = z.object({ accepted: z.literal(true) });
export type Accepted = z.infer<typeof Accepted>;

/** The answer of what is done when it returns. */
export const Done = z.object({ done: z.literal(true) });
export type Done = z.infer<typeof Done>;

/** The input of what needs none. */
export const Nothing = z.strictObject({}).optional();
export type Nothing = z.infer<typeof Nothing>;
