import type { CommandEntry } from "@docket/schema/change";
import type { useTranslations } from "use-intl";

/** The texts about what was done. */
export type HistoryTexts = ReturnType<typeof useTranslations<"history">>;

/** The word for what a command did, by the second half of its kind. */
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
  purge: "purge",
  batch: "import",
  undo: "takeBack",
} as const;

const NOUNS = [
  "task",
  "project",
  "section",
  "label",
  "folder",
  "view",
  "comment",
  "member",
  "workspace",
  "invitation",
] as const;

/** What the words need of a command. */
type Command = Pick<CommandEntry, "kind" | "size"> & { first: { title: string | null } | null };

/** Says in words what a command did, and to what. */
export function commandText(t: HistoryTexts, { kind, size, first }: Command): string {
  const [noun = "", verb = ""] = kind.split(".");
  const title = first?.title ?? null;
  const known = NOUNS.find((name) => name === noun) ?? "other";
  const unnamed = t(`what.${known}`, { count: size });
  const named =
    title === null ? unnamed : size > 1 ? t("what.several", { title, count: size - 1 }) : t("what.named", { title });
  // Safe because a verb that is not there is undefined, which is what the type says.
  const did = (VERBS as Record<string, (typeof VERBS)[keyof typeof VERBS] | undefined>)[verb] ?? "change";
  return t(`did.${did}`, { what: named });
}
