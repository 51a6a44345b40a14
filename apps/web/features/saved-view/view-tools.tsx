"use client";

import { printFilter } from "@docket/schema/filter/print";
import type { View } from "@docket/schema/view";
import { Ellipsis } from "lucide-react";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useActionRegistry } from "../../actions/use-actions.tsx";
import type { PageFilter } from "../../entities/filter/use-filter.ts";
import { useResolver } from "../../entities/filter/use-resolver.ts";
import { isChanged, savedStateOf } from "../../entities/view/saved-view-state.ts";
import type { SetViewState } from "../../entities/view/use-view-state.ts";
import type { ViewState } from "../../entities/view/view-state.ts";
import { homePath } from "../../entities/workspace/path.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useNavigate } from "../../navigation/use-navigate.ts";
import { Button } from "../../ui/button.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { MenuButton } from "../../ui/menu.tsx";
import { useCanEditView, useViewActions } from "./use-view-actions.ts";

const ViewMenuItems = lazyComponent(async () => (await import("./view-menu-items.tsx")).ViewMenuItems);
const EditViewDialog = lazyComponent(async () => (await import("./edit-view-dialog.tsx")).EditViewDialog);

type ViewToolsProps = {
  view: View;
  /** The saved state. */
  plain: ViewState;
  state: ViewState;
  onState: SetViewState;
  filter: PageFilter;
};

/** The menu of the open view and, if its state was changed, buttons to save it, save it as a new view, or reset it. */
export function ViewTools({ view, plain, state, onState, filter }: ViewToolsProps) {
  const t = useTranslations("savedView");
  const navigation = useTranslations("navigation");
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const registry = useActionRegistry();
  const actions = useViewActions();
  const canChange = useCanEditView()(view);
  const [isEditing, setEditing] = useState(false);
  // Normalize the filter, because the same filter can be written in several ways.
  const normalizedFilter = printFilter(filter.where, useResolver(filter.names));
  // Resetting removes the state from the URL and from the stored preference.
  const reset = () => onState({ ...plain, folded: state.folded });
  return (
    <>
      {isChanged({ ...state, filter: normalizedFilter }, plain) && filter.problem === null && (
        <span className="order-last flex basis-full flex-wrap items-center justify-end gap-1">
          {canChange && (
            <Button
              look="quiet"
              className="text-accent!"
              onClick={() => {
                actions.change(view, savedStateOf(state, {}, filter.where));
                reset();
              }}
            >
              {t("saveChanges")}
            </Button>
          )}
          <Button look="quiet" onClick={() => registry.run("view.save")}>
            {t("saveAs")}
          </Button>
          <Button look="quiet" onClick={reset}>
            {t("reset")}
          </Button>
        </span>
      )}
      <MenuButton
        label={navigation("more", { name: view.name })}
        className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-text pointer-coarse:size-11"
        face={<Ellipsis aria-hidden className="size-4" />}
      >
        <ViewMenuItems view={view} onEdit={() => setEditing(true)} onRemoved={() => navigate(homePath(workspace))} />
      </MenuButton>
      <Suspense>{isEditing && <EditViewDialog view={view} onClose={() => setEditing(false)} />}</Suspense>
    </>
  );
}
