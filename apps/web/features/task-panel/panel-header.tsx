"use client";

import type { ListedTask } from "@docket/schema/task";
import { ArrowLeft, Ellipsis, Link2, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { keysOf } from "../../actions/action-table.ts";
import { useActionRegistry } from "../../actions/use-actions.tsx";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { projectPath } from "../../entities/workspace/path.ts";
import { useProjects, useSections } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { Link } from "../../navigation/link.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { ParentLink } from "./parent-link.tsx";

type PanelHeaderProps = { task: ListedTask | null; onClose: () => void };

/** The sticky header of the panel: the task's location and name, its menu and the close button. */
export function PanelHeader({ task, onClose }: PanelHeaderProps) {
  const t = useTranslations("panel");
  const titles = useTranslations("command.titles");
  const more = useTranslations("task");
  const scope = useTaskScope();
  const registry = useActionRegistry();
  return (
    <header className="sticky top-0 z-10 flex min-h-12 items-center gap-1 bg-panel ps-4 pe-2 sm:ps-5 phone:ps-1">
      <IconButton label={t("back")} icon={<ArrowLeft aria-hidden />} className="md:hidden" onClick={onClose} />
      <div className="min-w-0 grow">{task && <TaskLocation task={task} />}</div>
      {task && (
        <>
          <IconButton
            label={titles("task.copyLink")}
            keys={keysOf("task.copyLink")}
            icon={<Link2 aria-hidden />}
            onClick={() => registry.run("task.copyLink")}
          />
          <IconButton
            label={more("more", { title: task.title })}
            icon={<Ellipsis aria-hidden />}
            aria-haspopup="menu"
            onClick={(event) => scope.openPicker("menu", [task], event.currentTarget)}
          />
        </>
      )}
      <IconButton
        label={titles("panel.close")}
        keys={keysOf("panel.close")}
        icon={<X aria-hidden />}
        className="max-md:hidden"
        onClick={onClose}
      />
    </header>
  );
}

/** The project, section and parent as links, and the task's name with a button that copies it. */
function TaskLocation({ task }: { task: ListedTask }) {
  const { slug } = useWorkspace();
  const t = useTranslations("panel");
  const names = useTranslations("task");
  const registry = useActionRegistry();
  const project = useProjects().byId.get(task.projectId);
  const { projectId } = task;
  const sections = useSections(task.sectionId === null ? null : projectId);
  const section = sections?.find(({ id }) => id === task.sectionId);
  const number = project && task.number > 0 ? `${project.key}-${task.number}` : null;
  return (
    <nav aria-label={t("place")} className="flex min-w-0 items-center gap-1.5 text-[0.8125rem] text-muted">
      {project && (
        <Link
          href={projectPath(slug, projectId)}
          className="inline-flex min-h-8 max-w-36 min-w-0 items-center gap-1.5 rounded hover:text-text pointer-coarse:min-h-11"
        >
          <ColorDot color={project.color} />
          <span dir="auto" className="truncate">
            {project.isInbox ? names("inbox") : project.name}
          </span>
        </Link>
      )}
      {section && task.parentId === null && (
        <>
          <span aria-hidden>/</span>
          <span dir="auto" className="max-w-28 truncate">
            {section.name}
          </span>
        </>
      )}
      {task.parentId !== null && <ParentLink id={task.parentId} />}
      {number !== null && (
        <button
          type="button"
          aria-label={t("copy", { number })}
          className="min-h-8 shrink-0 rounded px-1 tabular-nums hover:bg-hover hover:text-text pointer-coarse:min-h-11"
          onClick={() => registry.run("task.copyId")}
        >
          {number}
        </button>
      )}
    </nav>
  );
}
