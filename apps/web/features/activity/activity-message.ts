import type { Change } from "@docket/schema/change";
import type { When } from "@docket/schema/when";
import type { useTranslations } from "use-intl";

/** Formats values in the reader's language. Unknown ids get a placeholder such as "another project". */
export type ActivityNameResolvers = {
  person: (id: string) => string;
  project: (id: string | null) => string;
  section: (id: string | null) => string;
  task: (id: string | null) => string;
  label: (id: string) => string;
  priority: (priority: number) => string;
  when: (when: When) => string;
  duration: (minutes: number) => string;
  /** Joins several names into a list in the reader's language. */
  list: (names: string[]) => string;
};

type Translate = ReturnType<typeof useTranslations<"activityItem">>;
type FieldMessage = (from: unknown, to: unknown) => string | null;

/**
 * Describes a change to a task or comment, one sentence per changed field. Returns an empty array for changes that are
 * not worth showing.
 */
export function activityMessages(change: Change, t: Translate, names: ActivityNameResolvers): string[] {
  const who = names.person(change.actorId);
  if (change.op === "leave" || change.op === "purge") return [];
  if (change.entity === "comment") return [commentMessage(change.op, t, who)];
  if (change.op === "create") return [t("made", { who })];
  if (change.op === "trash") return [t("trashed", { who })];
  if (change.op === "restore") return [t("restored", { who })];
  const { before, after } = change;
  // When a task was moved from another project, `after` contains all its fields. Only those in `before` have changed.
  const fields = Object.keys(before ?? {});
  const messagesByField = fieldMessages(t, names, who);
  const messages = fields.flatMap(
    (field) => messagesByField.get(field)?.(before?.[field] ?? null, after?.[field] ?? null) ?? [],
  );
  if (messages.length > 0) return fields.includes("projectId") ? messages.slice(0, 1) : messages;
  return [t(fields.includes("rank") ? "reordered" : "other", { who })];
}

function commentMessage(op: Change["op"], t: Translate, who: string): string {
  if (op === "create") return t("commented", { who });
  if (op === "trash") return t("commentTrashed", { who });
  return op === "restore" ? t("commentRestored", { who }) : t("commentChanged", { who });
}

/** Returns, for each field in display order, a function that describes a change to that field. */
function fieldMessages(t: Translate, names: ActivityNameResolvers, who: string): Map<string, FieldMessage> {
  const idOrNull = (value: unknown) => (typeof value === "string" ? value : null);
  const idsIn = (value: unknown) => (Array.isArray(value) ? value.filter((id) => typeof id === "string") : []);
  /** Describes a field that was set, changed or cleared. */
  const value =
    (field: "due" | "start" | "deadline" | "duration", format: (value: unknown) => string): FieldMessage =>
    (from, to) => {
      if (from === null) return t(`${field}.set`, { who, to: format(to) });
      return to === null
        ? t(`${field}.gone`, { who, from: format(from) })
        : t(`${field}.changed`, { who, from: format(from), to: format(to) });
    };
  /** Describes which ids were added to or removed from a list. */
  const members =
    (
      added: "labelled" | "assigned",
      removed: "unlabelled" | "unassigned",
      name: (id: string) => string,
    ): FieldMessage =>
    (from, to) => {
      const [old, now] = [idsIn(from), idsIn(to)];
      const more = names.list(now.filter((id) => !old.includes(id)).map(name));
      const less = names.list(old.filter((id) => !now.includes(id)).map(name));
      return (
        [more && t(added, { who, to: more }), less && t(removed, { who, from: less })].filter(Boolean).join(" · ") ||
        null
      );
    };
  // Safe because the change log stores these values in the same form as tasks do.
  const when = (value: unknown) => names.when(value as When);
  return new Map<string, FieldMessage>([
    [
      "projectId",
      (from, to) => t("moved", { who, from: names.project(idOrNull(from)), to: names.project(idOrNull(to)) }),
    ],
    ["title", (from, to) => t("title", { who, from: String(from), to: String(to) })],
    ["description", (from, to) => t(from === "" ? "describe" : to === "" ? "undescribe" : "description", { who })],
    ["status", (_, to) => t(`status.${to === "done" || to === "cancelled" ? to : "open"}`, { who })],
    [
      "priority",
      (from, to) => t("priority", { who, from: names.priority(Number(from)), to: names.priority(Number(to)) }),
    ],
    ["due", value("due", when)],
    ["start", value("start", when)],
    ["deadline", value("deadline", (day) => names.when({ date: String(day) }))],
    ["recurrence", (_, to) => t(to === null ? "repeatEnded" : "repeat", { who })],
    ["durationMinutes", value("duration", (minutes) => names.duration(Number(minutes)))],
    ["labelIds", members("labelled", "unlabelled", names.label)],
    ["assigneeIds", members("assigned", "unassigned", names.person)],
    [
      "sectionId",
      (_, to) => (to === null ? t("unsectioned", { who }) : t("sectioned", { who, to: names.section(idOrNull(to)) })),
    ],
    ["parentId", (_, to) => (to === null ? t("notBelow", { who }) : t("below", { who, to: names.task(idOrNull(to)) }))],
    ["archivedAt", (_, to) => t(to === null ? "unarchived" : "archived", { who })],
  ]);
}
