import { PLAIN_VIEW } from "../view/view-state.ts";
import type { ViewState } from "../view/view-state.ts";

/** How a project looks when nobody chose anything: by its sections. */
export const PROJECT_VIEW: ViewState = { ...PLAIN_VIEW, groupBy: "section" };

/** The name under which a project's view is remembered. */
export function projectPage(projectId: string): string {
  return `project.${projectId}`;
}
