"use client";

import { useTranslations } from "use-intl";
import { Select } from "../../ui/select.tsx";
import { projectOf } from "../filter/chip.ts";
import { canEditIn, useProjects } from "../workspace/use-nouns.ts";
import { useWorkspace } from "../workspace/workspace-context.tsx";
import type { SavedState } from "./saved-view-state.ts";
import { useViewActions } from "./use-view-actions.ts";
import type { Whose } from "./use-view-actions.ts";
import { ViewDialog } from "./view-dialog.tsx";

type NewViewDialogProps = { state: SavedState; onSaved: (id: string) => void; onClose: () => void };

/** Saves how a page looks now as a view: for oneself, for the members of its project, or for the workspace. */
export function NewViewDialog({ state, onSaved, onClose }: NewViewDialogProps) {
  const t = useTranslations("savedView");
  const { role } = useWorkspace();
  const actions = useViewActions();
  const projects = useProjects();
  const project = projects.byId.get(projectOf(state.filter) ?? "");
  const choices: Record<string, { text: string; whose: Whose }> = {
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
        onSaved(actions.save(name, color, whose, state));
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
