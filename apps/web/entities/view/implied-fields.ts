import { dayAt } from "@docket/schema/filter/day-point";
import type { Expression } from "@docket/schema/filter/expression";
import type { CreateTask } from "@docket/schema/task";
import type { Viewer } from "../viewer/viewer.tsx";

/** The values of a new task that a filter can imply. */
type ImpliedFields = Partial<
  Pick<CreateTask, "projectId" | "due" | "priority"> & { labelIds: string[]; assigneeIds: string[] }
>;

/**
 * Returns the values with which a new task matches the conditions of a filter that allow a single value. Alternatives
 * and negations imply nothing.
 */
export function impliedFields(where: Expression | undefined, viewer: Pick<Viewer, "userId" | "today">): ImpliedFields {
  if (where === undefined) return {};
  const fields: ImpliedFields = {};
  for (const condition of "all" in where ? where.all : [where]) {
    if (!("field" in condition)) continue;
    if ("from" in condition) {
      if (condition.field === "due" && condition.from !== null && condition.from === condition.to)
        fields.due = { date: dayAt(condition.from, () => viewer.today) };
    } else if ("is" in condition && Array.isArray(condition.is) && condition.is.length === 1) {
      const [value] = condition.is;
      if (value === undefined || value === "none") continue;
      if (condition.field === "priority") [fields.priority] = condition.is;
      else if (condition.field === "project") fields.projectId = String(value);
      else if (condition.field === "label") fields.labelIds = [...(fields.labelIds ?? []), String(value)];
      else if (condition.field === "assignee")
        fields.assigneeIds = [...(fields.assigneeIds ?? []), value === "me" ? viewer.userId : String(value)];
    }
  }
  return fields;
}
