"use client";

import type { Expression } from "@docket/schema/filter/expression";
import type { TaskFilter } from "@docket/schema/task";
import { useTranslations } from "use-intl";
import { projectOf } from "../../entities/filter/chip.ts";
import { savedStateOf } from "../../entities/view/saved-view-state.ts";
import type { ViewState } from "../../entities/view/view-state.ts";
import { canEditIn, useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { Select } from "../../ui/select.tsx";
import { useViewActions } from "./use-view-actions.ts";
import type { NewViewScope } from "./use-view-actions.ts";
import { ViewDialog } from "./view-dialog.tsx";

type NewViewDialogProps = {
  state: ViewState;
  /** The condition that all tasks on the page meet. */
  within: Partial<TaskFilter>;
  where: Expression | null;
  onSaved: (id: string) => void;
  onClose: () => void;
};

/** Dialog for saving the current state of a page as a view for the user, the members of a project, or the workspace. */
export function NewViewDialog({ state, within, where, onSaved, onClose }: NewViewDialogProps) {
  const t = useTranslations("savedView");
  const { role } = useWorkspace();
  const actions = useViewActions();
  const projects = useProjects();
  const kept = savedStateOf(state, within, where);
  const project = projects.byId.get(projectOf(kept.filter) ?? "");
  const choices: Record<string, { text: string; whose: NewViewScope }> = {
    user: { text: t("scopes.user"), whose: { scope: "user", projectId: null } },
    ...(project && canEditIn(project) && !project.isInbox
      ? {
          project: {
            text: t("scopes.project", { project: project.name }),
            whose: { scope: "project", projectId: project.id },
          },
        }
      : {}),
    ...(role === "guest"
      ? {}
      : { workspace: { text: t("scopes.workspace"), whose: { scope: "workspace", projectId: null } } }),
  };
  return (
    <ViewDialog
      title={t("title")}
      onClose={onClose}
      onSave={(name, color, form) => {
        const chosen = form.get("whose");
        const { whose = { scope: "user", projectId: null } } =
          choices[typeof chosen === "string" ? chosen : "user"] ?? {};
        onSaved(actions.save(name, color, whose, kept));
      }}
    >
      <div>
        <Select label={t("whose")} name="whose">
          {Object.entries(choices).map(([value, { text }]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
        <p className="mt-1 text-sm text-muted">{t("whoseHint")}</p>
      </div>
    </ViewDialog>
  );
}
