import { z } from "zod";
import { Email, LinkSecret, Locale, Password, PersonName } from "./account.ts";
import { TimeZone } from "./day-input.ts";
import { text } from "./text.ts";

/** Whether this installation still waits for its first account. */
export const SetupStatus = z.object({ isNeeded: z.boolean() });
export type SetupStatus = z.infer<typeof SetupStatus>;

/** Makes the first account, which owns the installation. The token stands in the link that the server printed. */
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
