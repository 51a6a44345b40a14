import { detailOf, refusalIn } from "../../trpc/refusal.ts";

/** The project that lies in the trash itself, where something could not be restored into it; null for any other refusal. */
export function trashedProjectIn(error: unknown): { id: string; name: string } | null {
  const project = detailOf(refusalIn(error), "trashedProject");
  if (typeof project !== "object" || project === null) return null;
  const { id, name } = project as { id?: unknown; name?: unknown };
  return typeof id === "string" && typeof name === "string" ? { id, name } : null;
}
