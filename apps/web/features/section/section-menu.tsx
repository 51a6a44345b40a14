"use client";

import type { Section } from "@docket/schema/section";
import { Ellipsis } from "lucide-react";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { MenuButton } from "../../ui/menu.tsx";

const SectionMenuItems = lazyComponent(async () => (await import("./section-menu-items.tsx")).SectionMenuItems);
const SectionNameDialog = lazyComponent(async () => (await import("./section-name-dialog.tsx")).SectionNameDialog);

type SectionMenuProps = { section: Section; siblings: readonly Section[] };

export function SectionMenu({ section, siblings }: SectionMenuProps) {
  const t = useTranslations("project");
  const [isRenaming, setRenaming] = useState(false);
  return (
    <>
      <MenuButton
        label={t("more", { name: section.name })}
        className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-text pointer-coarse:size-11"
        face={<Ellipsis aria-hidden className="size-4" />}
      >
        <SectionMenuItems section={section} siblings={siblings} onRename={() => setRenaming(true)} />
      </MenuButton>
      <Suspense>{isRenaming && <SectionNameDialog section={section} onClose={() => setRenaming(false)} />}</Suspense>
    </>
  );
}
