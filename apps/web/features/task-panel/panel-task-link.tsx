"use client";

import { usePathname, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { openTaskHref } from "../../entities/task/open-task-href.ts";
import { useOpenTask } from "../../entities/task/use-open-task.ts";

/** Link that opens another task in the panel. */
export function PanelTaskLink({ id, className, children }: { id: string; className: string; children: ReactNode }) {
  const [, open] = useOpenTask();
  const path = usePathname();
  const search = useSearchParams();
  return (
    <a
      href={openTaskHref(path, search.toString(), id)}
      className={className}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        open(id);
      }}
    >
      {children}
    </a>
  );
}
