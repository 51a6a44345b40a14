import type { Write } from "../../sync/write.ts";
import { hasCode, refusalIn } from "../../trpc/refusal.ts";
import type { DraftPlace, DraftStore } from "./draft-store.ts";

type Text = { place: DraftPlace; mine: string; version: number };

/** The text that a write would have set, and where it is typed. */
function textOf({ path, input }: Write): Text | null {
  if (path === "comment.create") return { place: { id: input.taskId, field: "comment" }, mine: input.body, version: 0 };
  if (path === "comment.update")
    return { place: { id: input.id, field: "body" }, mine: input.body, version: input.baseVersion };
  if (path !== "task.update") return null;
  const field = input.set.title === undefined ? "description" : "title";
  const mine = input.set[field];
  return mine === undefined ? null : { place: { id: input.id, field }, mine, version: input.baseVersion };
}

/**
 * Makes a draft again of a text that the server has refused, so that nothing typed is lost.
 *
 * @returns `contested` when somebody else changed the same text; `draft` when it stands where it was typed again; `homeless` when
 *   there is no such place, so that it has to be kept elsewhere
 */
export function keepRefusedText(drafts: DraftStore, write: Write, error: unknown): "contested" | "draft" | "homeless" {
  const text = textOf(write);
  if (!text) return "homeless";
  const { place, mine, version } = text;
  const conflict = conflictIn(refusalIn(error)?.details, place.field);
  const standing = drafts.read(place);
  // What somebody is typing there by now stands before it.
  if (standing !== null && !(conflict && standing.theirs)) return "homeless";
  if (conflict) {
    const theirs = { text: conflict.theirs, version: conflict.version };
    drafts.keep(place, { text: mine, base: conflict.base, version, theirs });
    return "contested";
  }
  if (!write.path.startsWith("comment.")) return "homeless";
  drafts.keep(place, { text: mine, base: "", version });
  // Where one may not write any more there is no field to find it in.
  return hasCode(error, "not_found") || hasCode(error, "forbidden") ? "homeless" : "draft";
}

/** Both sides of one text in a refusal. */
function conflictIn(details: unknown, field: string): { base: string; theirs: string; version: number } | null {
  const at = (value: unknown, name: string): unknown =>
    typeof value === "object" && value !== null ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;
  const conflict = at(at(details, "conflicts"), field);
  const [base, theirs, version] = [at(conflict, "base"), at(conflict, "theirs"), at(details, "version")];
  if (typeof base !== "string" || typeof theirs !== "string" || typeof version !== "number") return null;
  return { base, theirs, version };
}
