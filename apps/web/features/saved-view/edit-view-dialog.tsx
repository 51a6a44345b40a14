"use client";

import type { View } from "@docket/schema/view";
import { useTranslations } from "use-intl";
import { useViewActions } from "./use-view-actions.ts";
import { ViewDialog } from "./view-dialog.tsx";

/** Dialog for changing the name and colour of a view. */
export function EditViewDialog({ view, onClose }: { view: View; onClose: () => void }) {
  const t = useTranslations("savedView");
  const actions = useViewActions();
  return (
    <ViewDialog
      title={t("edit")}
      name={view.name}
      color={view.color}
      onClose={onClose}
      onSave={(name, color) => {
        if (name !== view.name || color !== view.color) actions.change(view, { name, color });
      }}
    />
  );
}
