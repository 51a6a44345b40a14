import { detailOf, apiErrorIn } from "../../trpc/api-error.ts";

/** The entities whose number is limited. The names are also the message keys under `importing.tooMany`. */
const ENTITIES = ["project", "section", "subtask", "comment", "label"] as const;

/** An exceeded limit: `name` is the project or task that would contain too many entities. */
export type ImportExcess = {
  entity: (typeof ENTITIES)[number];
  max: number;
  count: number;
  name: string;
  file: string;
};

/** Returns the exceeded limit if the file was rejected for exceeding one; null for other errors. */
export function importExcessIn(error: unknown): ImportExcess | null {
  const limit = detailOf(apiErrorIn(error), "limit");
  if (typeof limit !== "object" || limit === null) return null;
  const { entity, max, count, name, file } = limit as Record<string, unknown>;
  const known = ENTITIES.find((other) => other === entity);
  if (known === undefined || typeof max !== "number" || typeof count !== "number") return null;
  return { entity: known, max, count, name: text(name), file: text(file) };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
