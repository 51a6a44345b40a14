import { z } from "zod";
import { Email, LinkSecret, Locale, Password, PersonName } from "./account.ts";
import { TimeZone } from "./day-schema.ts";
import { text } from "./text.ts";

/** Whether the instance has no account yet. */
export const SetupStatus = z.object({ isNeeded: z.boolean() });
export type SetupStatus = z.infer<typeof SetupStatus>;

/**
 * Input for creating the first account, which owns the instance. The token is part of the link that the server prints.
 */
export const CompleteSetup = z.strictObject({
  token: LinkSecret,
  email: Email,
  name: PersonName,
  password: Password,
  workspaceName: text({ max: 200, min: 1, lines: "one" }).optional(),
  locale: Locale.default("en"),
  timeZone: TimeZone.default("UTC"),
});
export type CompleteSetup = z.infer<typeof CompleteSetup>;
