import type { NewReminder } from "../reminder.ts";
import { MAX_REMINDERS } from "../task-limit.ts";
import { uuidv7 } from "../uuid.ts";
import type { QuickAddReminder } from "./quick-add.ts";

/** Returns the reminders of a new task. Those above the limit are left out. */
export function newReminders(reminders: readonly QuickAddReminder[]): NewReminder[] {
  return reminders.slice(0, MAX_REMINDERS).map((reminder) => ({
    id: uuidv7(),
    time:
      "at" in reminder
        ? { basis: "absolute", when: reminder.at }
        : { basis: "due", offsetMinutes: reminder.minutesBefore },
  }));
}
