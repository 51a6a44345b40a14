import type { Docket } from "@docket/client";
import type { Id } from "@docket/schema/id";
import { formatPosition } from "@docket/schema/log-position";
import { rowsOf } from "@docket/schema/snapshot";

/**
 * Reads a whole workspace. Returns the number of open tasks of each project, by name, and the position from which the
 * changes can be followed.
 */
export async function readWorkspace(docket: Docket, workspaceId: Id) {
  const openTasks: Record<string, number> = {};
  let position = "";
  let name = "";
  for await (const line of docket.workspace(workspaceId).snapshot()) {
    if (line.kind === "workspace") position = formatPosition(line);
    else if (line.kind === "head") ({ name } = line.project);
    else if (line.kind === "task") {
      const open = rowsOf(line).filter((task) => task.kind === "task" && task.row.status === "open");
      openTasks[name] = (openTasks[name] ?? 0) + open.length;
    }
  }
  return { openTasks, position };
}
