import type { Id } from "@docket/schema/id";
import type { ChangeOp } from "../../log/record.ts";
import type { Fields } from "../../runtime/json.ts";

/** An entity whose changes can be undone. It has at least these fields. */
export type Undoable = Fields & { id: Id; workspaceId: Id; version: number; deletedAt: string | null };

export type UndoableChange = { before: Undoable; after: Undoable; op: ChangeOp };
