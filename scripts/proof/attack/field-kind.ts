import type { Kind } from "../../../packages/api/src/matrix/fixture.ts";
import type { FieldPath } from "../../../packages/api/src/matrix/id-field.ts";

/** The kind of entity that an ID field refers to, by the last part of its path. */
const BY_NAME: Readonly<Record<string, Kind>> = {
  workspaceId: "workspace",
  projectId: "project",
  projectIds: "project",
  sectionId: "section",
  taskId: "task",
  folderId: "folder",
  labelId: "label",
  labelIds: "label",
  addLabelIds: "label",
  removeLabelIds: "label",
  actorId: "person",
  userId: "person",
  assigneeId: "person",
  assigneeIds: "person",
  undo: "command",
  commandId: "command",
  newId: "new",
};

/** The kind of entity of each router. Unlisted routers have none. */
const BY_ROUTER: Readonly<Record<string, Kind>> = {
  apiToken: "apiToken",
  comment: "comment",
  folder: "folder",
  import: "import",
  instance: "mail",
  invitation: "invitation",
  label: "label",
  project: "project",
  push: "session",
  section: "section",
  session: "session",
  task: "task",
  trash: "task",
  user: "account",
  view: "view",
};

const EVERY_KIND: readonly Kind[] = ["workspace", "project", "section", "task", "label", "comment", "folder", "view"];

/**
 * Returns the kinds of entities that a field can refer to. For an unknown field, returns all kinds, so that new fields
 * are attacked, too.
 *
 * @param path the path of the procedure, e.g. `task.create`
 */
export function kindsOf(path: string, field: FieldPath): readonly Kind[] {
  const [router = "", procedure = ""] = path.split(".");
  const name = field.findLast((part) => part !== "*") ?? "";
  const known = path === "workspace.create" ? "new" : BY_NAME[name];
  if (known !== undefined) return [known];
  const isMade = name === "id" && (/^(?:create|preview)/.test(procedure) || field.includes("items"));
  if (isMade) return ["new"];
  const own = BY_ROUTER[router];
  const isOwn = ["id", "ids", "parentId", "after", "before"].includes(name);
  return isOwn && own !== undefined ? [own] : EVERY_KIND;
}
