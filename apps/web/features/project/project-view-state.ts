import { BASE_VIEW } from "../../entities/view/view-state.ts";
import type { ViewState } from "../../entities/view/view-state.ts";

/** The default view of a project: grouped by section. */
export const PROJECT_VIEW: ViewState = { ...BASE_VIEW, groupBy: "section" };

/** Returns the key under which a project's view is stored. */
export function projectPage(projectId: string): string {
  return `project.${projectId}`;
}
