"use client";

import { Suspense, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useOpenTask } from "../../entities/task/use-open-task.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { Skeleton } from "../../ui/skeleton.tsx";

const TaskPanel = lazyComponent(async () => (await import("./task-panel.tsx")).TaskPanel);

/**
 * The area of the task panel. In a wide window, it is next to the list; in a narrower one, it overlaps the end of the
 * list; on a phone, it covers the page. The visible part of the list stays usable.
 */
export function TaskPanelArea() {
  const [id] = useOpenTask();
  const t = useTranslations("panel");
  const aside = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone, the panel covers the focused element, so the focus moves to the panel.
    if (id !== null && window.matchMedia("(width < 48rem)").matches) aside.current?.focus();
  }, [id]);
  if (id === null) return null;
  return (
    <aside
      ref={aside}
      data-panel
      data-task={id}
      aria-label={t("region")}
      tabIndex={-1}
      className="outline-none fixed inset-y-0 end-0 z-30 w-full overflow-y-auto overscroll-contain scroll-pt-14 border-s border-line bg-panel max-md:z-50 md:w-[27.5rem] md:shadow-xl md:has-[[data-merge]]:w-[44rem] xl:sticky xl:inset-y-auto xl:top-0 xl:z-auto xl:h-dvh xl:shadow-none"
    >
      <Suspense fallback={<Skeleton label={t("loading")} />}>
        <TaskPanel key={id} id={id} />
      </Suspense>
    </aside>
  );
}
