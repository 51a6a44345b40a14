import { z } from "zod";
import { NOTIFICATION_SETTINGS_KEY, NotificationSettings } from "./notification-settings.ts";
import { REMINDER_SETTINGS_KEY, ReminderSettings } from "./reminder-settings.ts";
import { Timestamp } from "./timestamp.ts";

/** Maximum length of a value as JSON, in characters. */
export const MAX_PREFERENCE_LENGTH = 32_000;

/** The key of a preference, e.g. `appearance.theme` or `view.0190…`. */
export const PreferenceKey = z.string().regex(/^[a-z][A-Za-z0-9._-]{0,99}$/, "must be a short name");

const Value = z.json().refine((value) => isStorable(value), "is too large or not valid Unicode");

/**
 * Matches escapes that PostgreSQL rejects: lone surrogates and NUL, as written by JSON.stringify. If the backslash
 * before the `u` is itself escaped, it is part of the text and does not match.
 */
const REJECTED_ESCAPE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

function isStorable(value: unknown): boolean {
  const json = JSON.stringify(value);
  return json.length <= MAX_PREFERENCE_LENGTH && !REJECTED_ESCAPE.test(json);
}

export const Preference = z.object({ key: z.string(), value: z.json(), updatedAt: Timestamp });
export type Preference = z.infer<typeof Preference>;

export const PreferenceList = z.object({ items: z.array(Preference) });
export type PreferenceList = z.infer<typeof PreferenceList>;

/** The preferences that the server itself reads. All others can have any value. */
const READ_BY_SERVER = new Map<string, z.ZodType>([
  [REMINDER_SETTINGS_KEY, ReminderSettings],
  [NOTIFICATION_SETTINGS_KEY, NotificationSettings],
]);

export const SetPreference = z
  .strictObject({
    key: PreferenceKey,
    /** Null deletes the preference. */
    value: Value,
  })
  .refine(({ key, value }) => value === null || (READ_BY_SERVER.get(key)?.safeParse(value).success ?? true), {
    path: ["value"],
    message: "is not valid for this preference",
  });
export type SetPreference = z.infer<typeof SetPreference>;
