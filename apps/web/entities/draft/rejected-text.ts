import type { Write } from "../../replica/write.ts";
import { hasCode, apiErrorIn } from "../../trpc/api-error.ts";
import type { DraftKey, DraftStore } from "./draft-store.ts";

type RejectedText = { place: DraftKey; mine: string; version: number };

/** Returns the text that a write would have set, and the field in which the user types that text. */
function textOf({ path, input }: Write): RejectedText | null {
  if (path === "comment.create") return { place: { id: input.taskId, field: "comment" }, mine: input.body, version: 0 };
  if (path === "comment.update")
    return { place: { id: input.id, field: "body" }, mine: input.body, version: input.baseVersion };
  if (path !== "task.update") return null;
  const field = input.set.title === undefined ? "description" : "title";
  const mine = input.set[field];
  return mine === undefined ? null : { place: { id: input.id, field }, mine, version: input.baseVersion };
}

/**
 * Turns the text of a rejected write back into a draft, so that no typed text is lost.
 *
 * @returns `contested` if another user has changed the same text; `draft` if the text was restored to its field;
 *   `homeless` if no field can show the text, in which case the caller has to keep it elsewhere
 */
export function restoreRejectedText(
  drafts: DraftStore,
  write: Write,
  error: unknown,
): "contested" | "draft" | "homeless" {
  const text = textOf(write);
  if (!text) return "homeless";
  const { place, mine, version } = text;
  const conflict = conflictIn(apiErrorIn(error)?.details, place.field);
  const existing = drafts.read(place);
  // A newer draft in the field takes precedence.
  if (existing !== null && !(conflict && existing.theirs)) return "homeless";
  if (conflict) {
    const theirs = { text: conflict.theirs, version: conflict.version };
    drafts.keep(place, { text: mine, base: conflict.base, version, theirs });
    return "contested";
  }
  if (!write.path.startsWith("comment.")) return "homeless";
  drafts.keep(place, { text: mine, base: "", version });
  // Without access to the entity, the user would never see the draft.
  return hasCode(error, "not_found") || hasCode(error, "forbidden") ? "homeless" : "draft";
}

/** Returns the conflict for one field from the details of an error; null if there is none. */
function conflictIn(details: unknown, field: string): { base: string; theirs: string; version: number } | null {
  const at = (value: unknown, name: string): unknown =>
    typeof value === "object" && value !== null ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;
  const conflict = at(at(details, "conflicts"), field);
  const [base, theirs, version] = [at(conflict, "base"), at(conflict, "theirs"), at(details, "version")];
  if (typeof base !== "string" || typeof theirs !== "string" || typeof version !== "number") return null;
  return { base, theirs, version };
}
