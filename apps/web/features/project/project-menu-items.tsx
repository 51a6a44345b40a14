"use client";

import type { Project } from "@docket/schema/project";
import {
  Archive,
  ArchiveRestore,
  ChartColumn,
  Copy,
  Palette,
  Pencil,
  Star,
  StarOff,
  Trash2,
  Users,
} from "lucide-react";
import { useTranslations } from "use-intl";
import { useProjectActions } from "../../entities/project/use-project-actions.ts";
import { homePath, reportPath } from "../../entities/workspace/path.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useNavigate } from "../../navigation/use-navigate.ts";
import { MenuItem, MenuSeparator } from "../../ui/menu-surface.tsx";
import { FollowItems } from "../notification/follow-items.tsx";
import type { ProjectQuestion } from "./project-dialog.tsx";

type ProjectMenuItemsProps = { project: Project; onAsk: (question: ProjectQuestion) => void };

/** The actions on a project that the user's role allows. */
export function ProjectMenuItems({ project, onAsk }: ProjectMenuItemsProps) {
  const t = useTranslations("project");
  const common = useTranslations("general");
  const navigation = useTranslations("navigation");
  const navigate = useNavigate();
  const workspace = useWorkspace();
  const actions = useProjectActions();
  const canManage = project.role === "manager";
  return (
    <>
      <MenuItem icon={<Users />} onSelect={() => onAsk("share")}>
        {t(canManage ? "share" : "seePeople")}
      </MenuItem>
      <MenuItem
        icon={project.isFavourite ? <StarOff /> : <Star />}
        onSelect={() => actions.favour(project, !project.isFavourite)}
      >
        {navigation(project.isFavourite ? "unfavour" : "favour")}
      </MenuItem>
      <MenuItem icon={<ChartColumn />} onSelect={() => navigate(reportPath(workspace.slug, project.id))}>
        {navigation("report")}
      </MenuItem>
      <FollowItems followed={{ projectId: project.id }} title={project.name} />
      {workspace.role !== "guest" && (
        <MenuItem icon={<Copy />} onSelect={() => actions.duplicate(project)}>
          {t("duplicate")}
        </MenuItem>
      )}
      {canManage && (
        <>
          <MenuSeparator />
          <MenuItem icon={<Pencil />} onSelect={() => onAsk("rename")}>
            {t("rename")}
          </MenuItem>
          <MenuItem icon={<Palette />} onSelect={() => onAsk("color")}>
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
              navigate(homePath(workspace));
            }}
          >
            {common("delete")}
          </MenuItem>
        </>
      )}
    </>
  );
}
