"use client";

import type { Label } from "@docket/schema/label";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useSync } from "../../sync/sync-provider.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { MenuButton, MenuItem } from "../../ui/menu.tsx";
import { NameDialog } from "../../ui/name-dialog.tsx";
import { NavLink } from "../workspace/nav-link.tsx";
import { labelPath } from "../workspace/path.ts";
import { ITEM_MENU } from "../workspace/project-item.tsx";
import { SideSection } from "../workspace/side-section.tsx";
import { useDone } from "../workspace/use-done.ts";
import { useLabels } from "../workspace/use-nouns.ts";
import { useWorkspace } from "../workspace/workspace-context.tsx";

/** The workspace's labels, with how many open tasks each has. Guests read them. */
export function LabelList({ openWith }: { openWith: ReadonlyMap<string, number> }) {
  const { slug, role } = useWorkspace();
  const labels = useLabels();
  const t = useTranslations("navigation");
  const [renaming, setRenaming] = useState<Label | null>(null);
  const actions = useLabelActions();
  const common = useTranslations("general");
  const canEdit = role !== "guest";
  if (labels.items.length === 0 && !canEdit) return null;
  return (
    <SideSection name="labels" title={t("labels")} add={canEdit ? "label.add" : undefined}>
      <ul>
        {labels.items.map((label) => (
          <li key={label.id} className="group/item relative" data-label={label.id}>
            <NavLink
              href={labelPath(slug, label.id)}
              icon={<ColorDot color={label.color} />}
              count={openWith.get(label.id)}
              hasMenu={canEdit}
            >
              {label.name}
            </NavLink>
            {canEdit && (
              <MenuButton label={t("more", { name: label.name })} className={ITEM_MENU} face={<Ellipsis aria-hidden />}>
                <MenuItem icon={<Pencil />} onSelect={() => setRenaming(label)}>
                  {common("rename")}
                </MenuItem>
                <MenuItem icon={<Trash2 />} isDanger onSelect={() => actions.remove(label)}>
                  {common("delete")}
                </MenuItem>
              </MenuButton>
            )}
          </li>
        ))}
      </ul>
      {renaming && (
        <NameDialog
          title={common("rename")}
          label={t("labelName")}
          value={renaming.name}
          maxLength={100}
          submit={common("save")}
          onSave={(name) => actions.rename(renaming, name)}
          onClose={() => setRenaming(null)}
        />
      )}
    </SideSection>
  );
}

function useLabelActions() {
  const sync = useSync();
  const done = useDone();
  const t = useTranslations("navigation");
  return {
    rename: ({ id, version }: Label, name: string) =>
      done(t("renamed"), sync.write("label.update", { id, baseVersion: version, set: { name } })),
    remove: ({ id, name }: Label) => done(t("deletedLabel", { name }), sync.write("label.delete", { id })),
  };
}
