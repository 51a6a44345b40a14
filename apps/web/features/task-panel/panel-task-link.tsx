"use client";

import type { ReactNode } from "react";
import { openTaskHref } from "../../entities/task/open-task-href.ts";
import { useOpenTask } from "../../entities/task/use-open-task.ts";
import { usePath, useSearch } from "../../navigation/address.tsx";

/** Link that opens another task in the panel. */
export function PanelTaskLink({ id, className, children }: { id: string; className: string; children: ReactNode }) {
  const [, open] = useOpenTask();
  const path = usePath();
  const search = useSearch();
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
