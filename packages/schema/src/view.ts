import { z } from "zod";
import { Color } from "./color.ts";
import { CommandInput } from "./command-input.ts";
import { Expression } from "./filter/expression-input.ts";
import { Id } from "./id.ts";
import { LAYOUTS } from "./layout.ts";
import { PageInput, page } from "./page.ts";
import { GroupBy, SortDirection, TaskOrder } from "./task.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";

/** Who can see a view: its owner, the members of a project, or all members of the workspace except guests. */
export const ViewScope = z.enum(["user", "project", "workspace"]);
export type ViewScope = z.infer<typeof ViewScope>;

const Layout = z.enum(LAYOUTS);

const Name = text({ max: 200, min: 1, lines: "one" });

/** A saved view: a selection of tasks and how they are displayed. */
export const View = z.object({
  workspaceId: Id,
  id: Id,
  scope: ViewScope,
  /** The owner; null for a shared view. */
  ownerId: Id.nullable(),
  /** The project whose members share the view. Null for any other view. */
  projectId: Id.nullable(),
  name: z.string(),
  color: Color,
  /** Null matches all tasks. */
  filter: Expression.nullable(),
  layout: Layout,
  groupBy: GroupBy.nullable(),
  sortBy: TaskOrder,
  direction: SortDirection,
  rank: z.string(),
  version: z.int(),
  createdBy: Id,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  deletedAt: Timestamp.nullable(),
});
export type View = z.infer<typeof View>;

/** A position among the views of the same person, project or workspace. */
const Position = { after: Id.nullable().optional(), before: Id.nullable().optional() };

export const CreateView = CommandInput.extend({
  id: Id,
  scope: ViewScope.default("user"),
  projectId: Id.nullable().default(null),
  name: Name,
  color: Color.default("slate"),
  filter: Expression.nullable().default(null),
  layout: Layout.default("list"),
  groupBy: GroupBy.nullable().default(null),
  sortBy: TaskOrder.default("manual"),
  direction: SortDirection.default("ascending"),
  ...Position,
}).refine(({ scope, projectId }) => (scope === "project") === (projectId !== null), {
  path: ["projectId"],
  message: "goes with the scope project, and with that alone",
});
export type CreateView = z.infer<typeof CreateView>;

/** The fields that can be changed. The scope can't be changed; to share a view, create another one. */
export const ViewFields = z.strictObject({
  name: Name.optional(),
  color: Color.optional(),
  filter: Expression.nullable().optional(),
  layout: Layout.optional(),
  groupBy: GroupBy.nullable().optional(),
  sortBy: TaskOrder.optional(),
  direction: SortDirection.optional(),
});
export type ViewFields = z.infer<typeof ViewFields>;

export const UpdateView = CommandInput.extend({ id: Id, baseVersion: z.int().min(1), set: ViewFields });
export type UpdateView = z.infer<typeof UpdateView>;

export const MoveView = CommandInput.extend({ id: Id, ...Position });
export type MoveView = z.infer<typeof MoveView>;

export const ViewCommand = CommandInput.extend({ id: Id });
export type ViewCommand = z.infer<typeof ViewCommand>;

export const ViewRef = z.strictObject({ workspaceId: Id, id: Id });
export type ViewRef = z.infer<typeof ViewRef>;

/** Input for listing all views that the caller can see, or those of one project. */
export const ListViews = PageInput.extend({ workspaceId: Id, projectId: Id.optional() });
export type ListViews = z.infer<typeof ListViews>;
export const ViewPage = page(View);
