"use client";

import { useRef } from "react";
import { useTranslations } from "use-intl";
import type { LayoutProps } from "../../entities/view/layout.ts";
import { drawnGroups } from "../../entities/view/list-rows.ts";
import { useWindow } from "../../ui/use-window.ts";
import { ListGroup } from "./list-group.tsx";
import { useListRows } from "./use-list-rows.ts";
import { rowHeight, useShownRows } from "./use-shown-rows.ts";

/** Shows tasks in rows under the headings of their groups. Only the visible rows are rendered. */
export function ListLayout(props: LayoutProps) {
  const { page: _, groups: _groups, state: _state, onState: _onState, isTree: _isTree, footer, ...rest } = props;
  const t = useTranslations("view");
  const container = useRef<HTMLDivElement>(null);
  const window = useWindow(container, rowHeight);
  const { shown, isEmpty, isLoadingMore, unfold, ...lines } = useListRows(props);
  useShownRows({ groups: shown, container, unfold });
  return (
    <div ref={container} className="task-list">
      {drawnGroups(shown, window).map(({ key, ...drawn }) =>
        "group" in drawn ? (
          <ListGroup key={key} {...rest} {...lines} shown={drawn.group} window={window} />
        ) : (
          <div key={key} style={{ height: `calc(var(--row) * ${drawn.rowCount})` }} />
        ),
      )}
      {isEmpty && rest.empty}
      {footer}
      <span className="sr-only" role="status">
        {isLoadingMore ? t("loadingMore") : ""}
      </span>
    </div>
  );
}
