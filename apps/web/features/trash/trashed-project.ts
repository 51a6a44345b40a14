import { detailOf, apiErrorIn } from "../../trpc/api-error.ts";

/** Returns the trashed project that prevented an item from being restored; null for any other error. */
export function trashedProjectIn(error: unknown): { id: string; name: string } | null {
  const project = detailOf(apiErrorIn(error), "trashedProject");
  if (typeof project !== "object" || project === null) return null;
  const { id, name } = project as { id?: unknown; name?: unknown };
  return typeof id === "string" && typeof name === "string" ? { id, name } : null;
}
