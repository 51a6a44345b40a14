import { detailOf, refusalIn } from "../../trpc/refusal.ts";

/** Of what a file has too much; the same words are keys of the messages under `importing.tooMany`. */
const ENTITIES = ["project", "section", "subtask", "comment", "label"] as const;

/** More of an entity than there may be: `name` is that of the project or task that would hold them. */
export type ImportExcess = {
  entity: (typeof ENTITIES)[number];
  max: number;
  count: number;
  name: string;
  file: string;
};

/** Returns what a file has too much of, if it was refused for that. */
export function importExcessIn(error: unknown): ImportExcess | null {
  const limit = detailOf(refusalIn(error), "limit");
  if (typeof limit !== "object" || limit === null) return null;
  const { entity, max, count, name, file } = limit as Record<string, unknown>;
  const known = ENTITIES.find((other) => other === entity);
  if (known === undefined || typeof max !== "number" || typeof count !== "number") return null;
  return { entity: known, max, count, name: text(name), file: text(file) };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
