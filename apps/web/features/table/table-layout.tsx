"use client";

import { useRef } from "react";
import { useTranslations } from "use-intl";
import type { LayoutProps } from "../../entities/view/layout.ts";
import { drawnGroups } from "../../entities/view/list-rows.ts";
import { useWindow } from "../../ui/use-window.ts";
import { useListRows } from "../list/use-list-rows.ts";
import { rowHeight, useShownRows } from "../list/use-shown-rows.ts";
import { ColumnMenu } from "./column-menu.tsx";
import { gridWidths } from "./column-width.ts";
import { TableGroup } from "./table-group.tsx";
import { TableHead } from "./table-head.tsx";
import { useActiveCell } from "./use-active-cell.ts";

/** Shows tasks as a table with editable cells. */
export function TableLayout(props: LayoutProps) {
  const { title, state, onState, actions, footer, empty } = props;
  const t = useTranslations("view");
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const window = useWindow(body, rowHeight, scroller);
  const { shown, isEmpty, isLoadingMore, unfold, ...lines } = useListRows(props);
  const cells = useActiveCell(actions);
  useShownRows({ groups: shown, container: body, scroller, unfold, focusable: cells.focusable });
  const columns = ["done", "title", ...state.columns] as const;
  const widths = gridWidths(columns);
  const drawn = new Set(
    shown.flatMap(({ group, rows, start }) =>
      rows.flatMap((row, index) => {
        const at = start + index + (group.heading === null ? 0 : 1);
        return row.kind === "task" && at >= window.first && at < window.last ? [row.task.id] : [];
      }),
    ),
  );
  const activeId = cells.id !== null && drawn.has(cells.id) ? cells.id : [...drawn][0];

  return (
    <div className="flex min-h-0 grow flex-col pb-4">
      <ColumnMenu columns={state.columns} onColumns={(columns) => onState({ columns })} />
      <div ref={scroller} className="min-h-0 overflow-auto rounded-lg border border-line bg-panel">
        <div
          role="grid"
          aria-label={title}
          aria-colcount={columns.length}
          className="task-list relative"
          style={{ minWidth: widths.total }}
          tabIndex={-1}
          {...cells.handlers}
        >
          <TableHead columns={state.columns} template={widths.template} state={state} onState={onState} />
          <div ref={body} role="presentation">
            {drawnGroups(shown, window).map(({ key, ...drawn }) =>
              "group" in drawn ? (
                <TableGroup
                  key={key}
                  view={props}
                  shown={drawn.group}
                  window={window}
                  columns={columns}
                  template={widths.template}
                  active={activeId === undefined ? null : { id: activeId, column: cells.column }}
                  {...lines}
                />
              ) : (
                <div key={key} role="presentation" style={{ height: `calc(var(--row) * ${drawn.rowCount})` }} />
              ),
            )}
          </div>
        </div>
        {isEmpty && empty}
        {footer && <div className="sticky start-0 max-w-md px-2">{footer}</div>}
      </div>
      <span className="sr-only" role="status">
        {isLoadingMore ? t("loadingMore") : ""}
      </span>
    </div>
  );
}
