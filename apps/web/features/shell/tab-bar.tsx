"use client";

import { CalendarCheck, Inbox, Menu, Plus, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { useActionRegistry } from "../../actions/use-actions.tsx";
import { projectPath } from "../../entities/workspace/path.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { usePath } from "../../navigation/address.tsx";
import { Link } from "../../navigation/link.tsx";
import type { SidebarState } from "../sidebar/use-sidebar.ts";

const TAB =
  "flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs text-muted aria-[current]:text-accent [&_svg]:size-5";

/** Navigation at the bottom of the screen on phones: the two most visited pages, a new task, and the sidebar. */
export function TabBar({ sidebar }: { sidebar: SidebarState }) {
  const { slug, inboxId } = useWorkspace();
  const registry = useActionRegistry();
  const path = usePath();
  const t = useTranslations("navigation");
  const today = `/w/${slug}/today` as const;
  const inbox = inboxId === null ? null : projectPath(slug, inboxId);
  return (
    <nav
      aria-label={t("browse")}
      className="fixed inset-x-0 bottom-0 z-40 grid grid-cols-4 group-has-[[data-panel]]/shell:invisible border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <Link href={today} className={TAB} aria-current={path === today ? "page" : undefined}>
        <CalendarCheck aria-hidden />
        {t("today")}
      </Link>
      {inbox !== null && (
        <Link href={inbox} className={TAB} aria-current={path === inbox ? "page" : undefined}>
          <Inbox aria-hidden />
          {t("inbox")}
        </Link>
      )}
      <button type="button" className={TAB} onClick={() => registry.run("task.add")}>
        <Plus aria-hidden />
        <span aria-hidden>{t("add")}</span>
        <span className="sr-only">{t("addTask")}</span>
      </button>
      <button
        type="button"
        className={TAB}
        aria-expanded={sidebar.isOpen}
        aria-controls="sidebar"
        onClick={sidebar.toggle}
      >
        {sidebar.isOpen ? <X aria-hidden /> : <Menu aria-hidden />}
        {t("browse")}
      </button>
    </nav>
  );
}
