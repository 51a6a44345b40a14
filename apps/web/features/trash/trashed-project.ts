import { refusalIn } from "../../trpc/refusal.ts";

/** The project that lies in the trash itself, where something could not be restored into it; null for any other refusal. */
export function trashedProjectIn(error: unknown): { id: string; name: string } | null {
  const details = refusalIn(error)?.details;
  if (typeof details !== "object" || details === null || Array.isArray(details)) return null;
  const project = details["trashedProject"];
  if (typeof project !== "object" || project === null || Array.isArray(project)) return null;
  const { id, name } = project;
  return typeof id === "string" && typeof name === "string" ? { id, name } : null;
}
