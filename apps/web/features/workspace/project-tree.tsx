"use client";

import { uuidv7 } from "@docket/schema/uuid";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { useSync } from "../../sync/sync-provider.tsx";
import { AddLine } from "../../ui/add-line.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { NavLink } from "./nav-link.tsx";
import { projectPath } from "./path.ts";
import { useProjects } from "./use-nouns.ts";
import { useWorkspace } from "./workspace-context.tsx";

/** My projects, in my own order, with how much is open in each. */
export function ProjectTree({ openIn }: { openIn: ReadonlyMap<string, number> }) {
  const { slug, role } = useWorkspace();
  const projects = useProjects();
  const sync = useSync();
  const router = useRouter();
  const t = useTranslations("navigation");
  const add = (name: string) => {
    const id = uuidv7();
    sync.write("project.create", { id, name });
    router.push(projectPath(slug, id));
  };
  return (
    <section aria-label={t("projects")} className="pt-3">
      <h2 className="px-2 pb-1 text-xs font-medium text-muted">{t("projects")}</h2>
      <ul>
        {projects.items
          .filter(({ isInbox }) => !isInbox)
          .map((project) => (
            <li key={project.id}>
              <NavLink
                href={projectPath(slug, project.id)}
                icon={<ColorDot color={project.color} />}
                count={openIn.get(project.id)}
              >
                {project.name}
              </NavLink>
            </li>
          ))}
      </ul>
      {role !== "guest" && <AddLine label={t("addProject")} maxLength={200} onAdd={add} />}
    </section>
  );
}
