"use client";

import { Suspense, useCallback, useEffect, useRef, useState } from "react";
import type { ActionTargets } from "../../actions/action-registry.ts";
import { useActionRegistry, useActions } from "../../actions/use-actions.tsx";
import { EMPTY_DRAFT, isBlank } from "../../entities/draft/new-task-draft.ts";
import { pageDefaults } from "../../entities/task/page-defaults.ts";
import { projectPath, searchPath } from "../../entities/workspace/path.ts";
import { useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { usePath } from "../../navigation/address.tsx";
import { useNavigate } from "../../navigation/use-navigate.ts";
import { useRejectedWrites } from "../../replica/replica-provider.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { QuickAdd } from "../new-task/quick-add.tsx";
import { useNewTaskDraft } from "../new-task/use-new-task-draft.ts";
import { Palette } from "../palette/palette.tsx";
import type { AddedEntity } from "../sidebar/add-entity.tsx";
import type { OtherDialogState } from "./other-dialog.tsx";

const OtherDialog = lazyComponent(async () => (await import("./other-dialog.tsx")).OtherDialog);

type OpenDialog = { kind: "palette"; search: string; subject: ActionTargets } | { kind: "quickAdd" } | OtherDialogState;

/** The dialogs available on every page of a workspace, and the actions that open them. Only one is open at a time. */
export function WorkspaceDialogs() {
  const { slug, role } = useWorkspace();
  const registry = useActionRegistry();
  const navigate = useNavigate();
  const path = usePath();
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const [draft, setDraft] = useNewTaskDraft();
  const goToProject = useGoToProject();
  const hasRejected = useRejectedWrites().length > 0;

  const isMember = role !== "guest";
  const addEntity = (entity: AddedEntity) => (isMember ? () => setOpen({ kind: "addEntity", entity }) : undefined);
  // The subject depends on the focus, so read it before the dialog takes the focus.
  const openPalette = (typed: string) => () => setOpen({ kind: "palette", search: typed, subject: registry.subject() });
  const search = searchPath(slug, "");
  useActions({
    "palette.open": openPalette(""),
    "go.project": openPalette("#"),
    "go.label": openPalette("@"),
    "go.view": openPalette("/"),
    "task.add": () => {
      // The defaults depend on the focus, so read them before the dialog takes the focus.
      if (isBlank(draft)) setDraft({ ...EMPTY_DRAFT, ...pageDefaults() });
      setOpen({ kind: "quickAdd" });
    },
    // The Search page registers its own handler.
    "search.open": path === search ? undefined : () => navigate(search),
    "keys.show": () => setOpen({ kind: "keys" }),
    "history.show": () => setOpen({ kind: "history" }),
    "refused.show": hasRejected ? () => setOpen({ kind: "refused" }) : undefined,
    "project.add": addEntity("project"),
    "label.add": addEntity("label"),
    "folder.add": () => setOpen({ kind: "addEntity", entity: "folder" }),
  });

  if (open === null) return null;
  // An action run from the palette may have opened another dialog before the palette closes.
  const onClose = () => setOpen((now) => (now === open ? null : now));
  if (open.kind === "palette")
    return <Palette key={`palette ${open.search}`} search={open.search} subject={open.subject} onClose={onClose} />;
  if (open.kind === "quickAdd") return <QuickAdd draft={draft} onDraft={setDraft} onClose={onClose} />;
  return (
    <Suspense>
      <OtherDialog
        dialog={open}
        onClose={onClose}
        onAdded={(entity, id) => {
          if (entity === "project") goToProject(id);
        }}
      />
    </Suspense>
  );
}

/** Returns a function that navigates to a new project as soon as the server has created it. */
function useGoToProject(): (id: string) => void {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const { byId } = useProjects();
  const goingTo = useRef<string | null>(null);
  useEffect(() => {
    const id = goingTo.current;
    if (id === null || !byId.has(id)) return;
    goingTo.current = null;
    navigate(projectPath(slug, id));
  }, [byId, navigate, slug]);
  return useCallback((id) => {
    goingTo.current = id;
  }, []);
}
