import { z } from "zod";
import { Color } from "./color.ts";
import { CommandInput } from "./command-input.ts";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";

const Name = text({ max: 100, min: 1, lines: "one" });

/** A label in a workspace. */
export const Label = z.object({
  workspaceId: Id,
  id: Id,
  name: z.string(),
  color: Color,
  rank: z.string(),
  version: z.int(),
  createdBy: Id,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  deletedAt: Timestamp.nullable(),
});
export type Label = z.infer<typeof Label>;

/**
 * Returns the normalized form of a label name, ignoring letter case and character width. Names with the same normalized
 * form count as equal.
 */
export function labelKey(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

export const CreateLabel = CommandInput.extend({ id: Id, name: Name, color: Color.default("slate") });
export type CreateLabel = z.infer<typeof CreateLabel>;

export const UpdateLabel = CommandInput.extend({
  id: Id,
  baseVersion: z.int().min(1),
  set: z.strictObject({ name: Name.optional(), color: Color.optional() }),
});
export type UpdateLabel = z.infer<typeof UpdateLabel>;

export const MoveLabel = CommandInput.extend({
  id: Id,
  after: Id.nullable().optional(),
  before: Id.nullable().optional(),
});
export type MoveLabel = z.infer<typeof MoveLabel>;

export const LabelCommand = CommandInput.extend({ id: Id });
export type LabelCommand = z.infer<typeof LabelCommand>;

export const ListLabels = PageInput.extend({ workspaceId: Id });
export type ListLabels = z.infer<typeof ListLabels>;
export const LabelPage = page(Label);
