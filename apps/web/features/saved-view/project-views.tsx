"use client";

import type { Project } from "@docket/schema/project";
import { ListFilter } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { MenuButton, MenuItem } from "../../ui/menu.tsx";
import { savedViewPath } from "../workspace/path.ts";
import { useSavedViews } from "../workspace/use-nouns.ts";
import { useWorkspace } from "../workspace/workspace-context.tsx";
import { ViewIcon } from "./view-icon.tsx";

/** The views that the members of a project share, to go to one. Without one, nothing. */
export function ProjectViews({ project }: { project: Project }) {
  const { slug } = useWorkspace();
  const router = useRouter();
  const t = useTranslations("savedView");
  const navigation = useTranslations("navigation");
  const views = useSavedViews().items.filter(({ projectId }) => projectId === project.id);
  if (views.length === 0) return null;
  return (
    <MenuButton
      label={t("ofProject", { project: project.name })}
      className="inline-flex min-h-8 items-center gap-1.5 rounded-md px-2 text-muted hover:bg-hover hover:text-text pointer-coarse:min-h-11 [&_svg]:size-4"
      face={
        <>
          <ListFilter aria-hidden />
          <span className="phone:sr-only">{navigation("views")}</span>
        </>
      }
    >
      {views.map(({ id, name, color }) => (
        <MenuItem key={id} icon={<ViewIcon color={color} />} onSelect={() => router.push(savedViewPath(slug, id))}>
          {name}
        </MenuItem>
      ))}
    </MenuButton>
  );
}
