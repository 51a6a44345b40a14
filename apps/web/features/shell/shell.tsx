"use client";

import { Suspense, useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { usePath } from "../../navigation/address.tsx";
import { useConnection } from "../../replica/replica-provider.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { LazyIsland } from "../../ui/lazy-island.tsx";
import { Sidebar } from "../sidebar/sidebar.tsx";
import { useSidebar } from "../sidebar/use-sidebar.ts";
import { TaskPanelArea } from "../task-panel/task-panel-area.tsx";
import { TabBar } from "./tab-bar.tsx";
import { useShellActionHandlers } from "./use-shell-action-handlers.ts";
import { WorkspaceDialogs } from "./workspace-dialogs.tsx";

const ShellExtras = lazyComponent(async () => (await import("./shell-extras.tsx")).ShellExtras);

/**
 * The frame of a workspace: the sidebar, the view and the panel of the open task. On a phone the tab bar opens the
 * sidebar.
 */
export function Shell({ children }: { children: ReactNode }) {
  const t = useTranslations("general");
  const sidebar = useSidebar();
  useShellActionHandlers(sidebar);
  useFocusOnPage();
  const { closedBy } = useConnection();
  if (closedBy === "workspace")
    return (
      <Suspense>
        <ShellExtras />
      </Suspense>
    );
  return (
    <div
      className="group/shell min-h-dvh md:grid md:grid-cols-[15rem_minmax(0,1fr)_auto] md:data-[bare]:grid-cols-[minmax(0,1fr)_auto]"
      data-bare={sidebar.isHidden || undefined}
    >
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-panel focus:p-2">
        {t("skipToContent")}
      </a>
      <div
        id="sidebar"
        className={`${sidebar.isOpen ? "phone:block md:max-lg:block" : "max-md:hidden"} ${sidebar.isHidden ? "md:hidden" : ""} fixed inset-0 z-30 border-e border-line bg-panel max-md:pb-16 md:sticky md:top-0 md:z-auto md:h-dvh`}
      >
        <Sidebar onHide={sidebar.toggle} />
      </div>
      <div className="min-w-0 max-md:group-has-[[data-panel]]/shell:invisible">{children}</div>
      <TaskPanelArea />
      <TabBar sidebar={sidebar} />
      <LazyIsland>
        <ShellExtras />
      </LazyIsland>
      <WorkspaceDialogs />
    </div>
  );
}

/** Focuses the page after navigation if the focused element is gone, so that keyboard shortcuts keep working. */
function useFocusOnPage(): void {
  const path = usePath();
  const pathBefore = useRef(path);
  useEffect(() => {
    if (pathBefore.current === path) return;
    pathBefore.current = path;
    if (document.activeElement !== document.body) return;
    document.getElementById("content")?.focus({ preventScroll: true });
  }, [path]);
}
