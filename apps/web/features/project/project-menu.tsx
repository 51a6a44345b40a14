"use client";

import type { Project } from "@docket/schema/project";
import { Archive, ArchiveRestore, Copy, Ellipsis, Palette, Pencil, Star, StarOff, Trash2, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { loadedLater } from "../../ui/loaded-later.ts";
import { MenuButton, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { NameDialog } from "../../ui/name-dialog.tsx";
import { useCommands } from "../command/use-commands.tsx";
import { useWorkspace } from "../workspace/workspace-context.tsx";
import { useProjectActions } from "./use-project-actions.ts";

const ShareDialog = loadedLater(async () => (await import("../sharing/share-dialog.tsx")).ShareDialog);
const ColorDialog = loadedLater(async () => (await import("./color-dialog.tsx")).ColorDialog);

/** What can be done with a project; what the reader may not do is not there. Nothing of it can be done with an inbox. */
export function ProjectMenu({ project }: { project: Project }) {
  const t = useTranslations("project");
  const common = useTranslations("general");
  const navigation = useTranslations("navigation");
  const router = useRouter();
  const { slug, role } = useWorkspace();
  const actions = useProjectActions();
  const [open, setOpen] = useState<"share" | "rename" | "color" | null>(null);
  useCommands({ "project.share": () => setOpen("share") });
  const canManage = project.role === "manager";
  const close = () => setOpen(null);
  return (
    <>
      <MenuButton
        label={t("menu", { name: project.name })}
        className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-text pointer-coarse:size-11"
        face={<Ellipsis aria-hidden className="size-4" />}
      >
        <MenuItem icon={<Users />} onSelect={() => setOpen("share")}>
          {t(canManage ? "share" : "seePeople")}
        </MenuItem>
        <MenuItem
          icon={project.isFavourite ? <StarOff /> : <Star />}
          onSelect={() => actions.favour(project, !project.isFavourite)}
        >
          {navigation(project.isFavourite ? "unfavour" : "favour")}
        </MenuItem>
        {role !== "guest" && (
          <MenuItem icon={<Copy />} onSelect={() => actions.duplicate(project)}>
            {t("duplicate")}
          </MenuItem>
        )}
        {canManage && (
          <>
            <MenuSeparator />
            <MenuItem icon={<Pencil />} onSelect={() => setOpen("rename")}>
              {t("rename")}
            </MenuItem>
            <MenuItem icon={<Palette />} onSelect={() => setOpen("color")}>
              {t("color")}
            </MenuItem>
            {project.archivedAt === null ? (
              <MenuItem icon={<Archive />} onSelect={() => actions.archive(project)}>
                {navigation("archive")}
              </MenuItem>
            ) : (
              <MenuItem icon={<ArchiveRestore />} onSelect={() => actions.unarchive(project)}>
                {t("unarchive")}
              </MenuItem>
            )}
            <MenuSeparator />
            <MenuItem
              icon={<Trash2 />}
              isDanger
              onSelect={() => {
                actions.trash(project);
                router.push(`/w/${slug}`);
              }}
            >
              {common("delete")}
            </MenuItem>
          </>
        )}
      </MenuButton>
      {open === "rename" && (
        <NameDialog
          title={common("rename")}
          label={t("name")}
          value={project.name}
          maxLength={200}
          submit={common("save")}
          onSave={(name) => actions.rename(project, name)}
          onClose={close}
        />
      )}
      <Suspense>
        {open === "share" && <ShareDialog project={project} onClose={close} />}
        {open === "color" && (
          <ColorDialog project={project} onChoose={(color) => actions.setColor(project, color)} onClose={close} />
        )}
      </Suspense>
    </>
  );
}
