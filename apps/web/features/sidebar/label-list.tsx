"use client";

import type { Label } from "@docket/schema/label";
import { Ellipsis } from "lucide-react";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { labelPath } from "../../entities/workspace/path.ts";
import { useLabels } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { MenuButton } from "../../ui/menu.tsx";
import { NavLink } from "./nav-link.tsx";
import { ITEM_MENU } from "./project-item.tsx";
import { SideSection } from "./side-section.tsx";

const LabelItemMenu = lazyComponent(async () => (await import("../label/label-item-menu.tsx")).LabelItemMenu);
const LabelNameDialog = lazyComponent(async () => (await import("../label/label-name-dialog.tsx")).LabelNameDialog);

/** The workspace's labels, each with its number of open tasks. Guests can read but not change labels. */
export function LabelList({ openWith }: { openWith: ReadonlyMap<string, number> }) {
  const { slug, role } = useWorkspace();
  const labels = useLabels();
  const t = useTranslations("navigation");
  const [renaming, setRenaming] = useState<Label | null>(null);
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
                <LabelItemMenu label={label} onRename={() => setRenaming(label)} />
              </MenuButton>
            )}
          </li>
        ))}
      </ul>
      <Suspense>{renaming && <LabelNameDialog label={renaming} onClose={() => setRenaming(null)} />}</Suspense>
    </SideSection>
  );
}
