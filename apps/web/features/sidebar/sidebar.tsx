"use client";

import {
  BellIcon,
  CalendarCheck,
  CalendarDays,
  CircleCheckBig,
  History,
  Import,
  Inbox,
  PanelLeftClose,
  Plus,
  Rows3,
  Search,
  Settings2,
  Trash2,
  User,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ActionId } from "../../actions/action-table.ts";
import { keysOf } from "../../actions/action-table.ts";
import { useActionRegistry } from "../../actions/use-actions.tsx";
import { useUnreadCount } from "../../entities/notification/use-unread-count.ts";
import { useTaskCounts } from "../../entities/task/use-task-counts.ts";
import { projectPath, settingsPath } from "../../entities/workspace/path.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { FavouriteList } from "./favourite-list.tsx";
import { LabelList } from "./label-list.tsx";
import { NavLink } from "./nav-link.tsx";
import { ProjectList } from "./project-list.tsx";
import { SavedViewList } from "./saved-view-list.tsx";
import { StatusLine } from "./status-line.tsx";
import { WorkspaceSwitcher } from "./workspace-switcher.tsx";

/** The sidebar: daily pages first, then favourites, projects, views and labels, then the rest. */
export function Sidebar({ onHide }: { onHide: () => void }) {
  const { slug, inboxId } = useWorkspace();
  const t = useTranslations("navigation");
  const titles = useTranslations("command.titles");
  const counts = useTaskCounts();
  const unread = useUnreadCount();
  const openIn = new Map(counts?.projects.map(({ projectId, open }) => [projectId, open]));
  const openWith = new Map(counts?.labels?.map(({ labelId, open }) => [labelId, open]));

  return (
    <nav aria-label={t("main")} className="relative flex h-full scroll-pb-10 flex-col overflow-y-auto p-2">
      <div className="mb-1 flex items-center gap-1 ps-2">
        <WorkspaceSwitcher />
        <IconButton
          label={titles("sidebar.toggle")}
          keys={keysOf("sidebar.toggle")}
          icon={<PanelLeftClose aria-hidden />}
          className="max-md:hidden"
          onClick={onHide}
        />
      </div>
      <CommandButton id="task.add" icon={<Plus aria-hidden />} />
      <CommandButton id="palette.open" icon={<Search aria-hidden />} />
      {inboxId !== null && (
        <NavLink href={projectPath(slug, inboxId)} icon={<Inbox />} count={openIn.get(inboxId)}>
          {t("inbox")}
        </NavLink>
      )}
      <NavLink href={`/w/${slug}/notifications`} icon={<BellIcon />} count={unread} counted="unreadCount">
        {t("notifications")}
      </NavLink>
      <NavLink href={`/w/${slug}/today`} icon={<CalendarCheck />} count={counts && counts.today + counts.overdue}>
        {t("today")}
      </NavLink>
      <NavLink href={`/w/${slug}/upcoming`} icon={<CalendarDays />}>
        {t("upcoming")}
      </NavLink>
      <NavLink href={`/w/${slug}/mine`} icon={<User />} count={counts?.assigned}>
        {t("mine")}
      </NavLink>
      <NavLink href={`/w/${slug}/all`} icon={<Rows3 />}>
        {t("all")}
      </NavLink>
      <FavouriteList openIn={openIn} />
      <ProjectList openIn={openIn} />
      <SavedViewList />
      <LabelList openWith={openWith} />
      <div className="mt-auto pt-3" />
      <div className="flex flex-col border-t border-line pt-2">
        <NavLink href={`/w/${slug}/completed`} icon={<CircleCheckBig />}>
          {t("completed")}
        </NavLink>
        <NavLink href={`/w/${slug}/activity`} icon={<History />}>
          {t("activity")}
        </NavLink>
        <NavLink href={`/w/${slug}/report`} icon={<Rows3 className="rotate-90" />}>
          {t("report")}
        </NavLink>
        <NavLink href={`/w/${slug}/trash`} icon={<Trash2 />}>
          {t("trash")}
        </NavLink>
        <NavLink href={`/w/${slug}/import`} icon={<Import />}>
          {t("import")}
        </NavLink>
        <NavLink href={settingsPath(slug)} base={`/w/${slug}/settings`} icon={<Settings2 />}>
          {t("settings")}
        </NavLink>
        <StatusLine />
      </div>
    </nav>
  );
}

/** Sidebar item that runs an action. */
function CommandButton({ id, icon }: { id: ActionId; icon: ReactNode }) {
  const registry = useActionRegistry();
  const titles = useTranslations("command.titles");
  const keys = keysOf(id);
  return (
    <button
      type="button"
      className="flex min-h-8 items-center gap-2 rounded-md px-2 text-start hover:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:text-muted"
      onClick={() => registry.run(id)}
    >
      {icon}
      <span className="grow">{titles(id)}</span>
      {keys && <Kbd keys={keys} />}
    </button>
  );
}
