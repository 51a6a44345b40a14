"use client";

import type { Label } from "@docket/schema/label";
import { Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { MenuItem } from "../../ui/menu-surface.tsx";
import { useLabelActions } from "./use-label-actions.ts";

/** The menu of a label in the sidebar. */
export function LabelItemMenu({ label, onRename }: { label: Label; onRename: () => void }) {
  const common = useTranslations("general");
  const actions = useLabelActions();
  return (
    <>
      <MenuItem icon={<Pencil />} onSelect={onRename}>
        {common("rename")}
      </MenuItem>
      <MenuItem icon={<Trash2 />} isDanger onSelect={() => actions.remove(label)}>
        {common("delete")}
      </MenuItem>
    </>
  );
}
