import type { CommandEntry } from "@docket/schema/change";
import type { useTranslations } from "use-intl";

/** The translator for the history's messages. */
export type HistoryTexts = ReturnType<typeof useTranslations<"history">>;

/** Message keys by the second part of a command's kind, such as `create` in `task.create`. */
const VERBS = {
  create: "create",
  createMany: "create",
  welcome: "create",
  move: "move",
  complete: "complete",
  cancel: "cancel",
  reopen: "reopen",
  trash: "delete",
  delete: "delete",
  remove: "delete",
  restore: "restore",
  duplicate: "duplicate",
  skip: "skip",
  detach: "detach",
  purge: "purge",
  batch: "import",
  undo: "takeBack",
} as const;

const ENTITIES = [
  "task",
  "project",
  "section",
  "label",
  "folder",
  "view",
  "comment",
  "reminder",
  "member",
  "workspace",
  "invitation",
] as const;

/** The properties of a command that its description uses. */
type Command = Pick<CommandEntry, "kind" | "size"> & { first: { title: string | null } | null };

/** Describes what a command did, such as adding a task. */
export function commandText(t: HistoryTexts, { kind, size, first }: Command): string {
  const [entity = "", verb = ""] = kind.split(".");
  const title = first?.title ?? null;
  const known = ENTITIES.find((name) => name === entity) ?? "other";
  const unnamed = t(`what.${known}`, { count: size });
  const named =
    title === null ? unnamed : size > 1 ? t("what.several", { title, count: size - 1 }) : t("what.named", { title });
  // Safe because the type includes undefined for unknown verbs.
  const verbKey = (VERBS as Record<string, (typeof VERBS)[keyof typeof VERBS] | undefined>)[verb] ?? "change";
  return t(`did.${verbKey}`, { what: named });
}
