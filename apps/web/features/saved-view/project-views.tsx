"use client";

import type { Project } from "@docket/schema/project";
import { Bookmark } from "lucide-react";
import { useTranslations } from "use-intl";
import { savedViewPath } from "../../entities/workspace/path.ts";
import { useSavedViews } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useNavigate } from "../../navigation/use-navigate.ts";
import { MenuButton, MenuItem } from "../../ui/menu.tsx";
import { TOOL, ToolFace } from "../../ui/tool-face.tsx";
import { ViewIcon } from "./view-icon.tsx";

/** A menu of the project's shared views. Renders nothing if there are none. */
export function ProjectViews({ project }: { project: Project }) {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const t = useTranslations("savedView");
  const navigation = useTranslations("navigation");
  const views = useSavedViews().items.filter(({ projectId }) => projectId === project.id);
  if (views.length === 0) return null;
  return (
    <MenuButton
      label={t("ofProject", { project: project.name })}
      className={TOOL}
      face={<ToolFace icon={Bookmark} text={navigation("views")} />}
    >
      {views.map(({ id, name, color }) => (
        <MenuItem key={id} icon={<ViewIcon color={color} />} onSelect={() => navigate(savedViewPath(slug, id))}>
          {name}
        </MenuItem>
      ))}
    </MenuButton>
  );
}
