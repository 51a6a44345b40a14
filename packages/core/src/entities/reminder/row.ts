import type { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { Reminder } from "@docket/schema/reminder";
import type { When } from "@docket/schema/when";
import type { Field, FieldsOf } from "../field.ts";
import { fieldsIn, fixed, readEntity, toDay } from "../field.ts";

/** Relation read with every reminder: the project of its task. */
export const reminderInclude = { task: { select: { projectId: true } } } satisfies Prisma.ReminderInclude;

export type ReminderRow = Prisma.ReminderGetPayload<{ include: typeof reminderInclude }>;

/** A reminder and the project of its task. */
export type PlacedReminder = Reminder & { projectId: Id };

const { plain, instant, parsed, computed } = fieldsIn<ReminderRow>();

const when: Field<When | null, ReminderRow> = {
  read: ({ onDate, onTime, onZone }) => {
    const date = toDay(onDate);
    if (date === null) return null;
    return { date, ...(onTime !== null && { time: onTime }), ...(onZone !== null && { timeZone: onZone }) };
  },
  write: (value) => ({
    on_date: value?.date ?? null,
    on_time: value?.time ?? null,
    on_zone: value?.timeZone ?? null,
  }),
  sql: null,
};

/** How the fields of a reminder are stored. Its instant is written by `recomputeReminders`. */
export const reminderFields: FieldsOf<PlacedReminder, ReminderRow> = {
  workspaceId: fixed(plain("workspaceId")),
  id: fixed(plain("id")),
  taskId: fixed(plain("taskId")),
  projectId: computed((row) => row.task.projectId),
  userId: fixed(plain("userId")),
  basis: parsed("basis", Reminder.shape.basis),
  offsetMinutes: plain("offsetMinutes"),
  when,
  at: computed((row) => row.at?.toISOString() ?? null),
  firedAt: computed((row) => row.firedAt?.toISOString() ?? null),
  version: plain("version"),
  createdAt: fixed(instant("createdAt")),
  updatedAt: instant("updatedAt"),
  deletedAt: instant("deletedAt"),
};

/** Converts a row to a reminder. */
export function toReminder(row: ReminderRow): PlacedReminder {
  return readEntity(reminderFields, row);
}
