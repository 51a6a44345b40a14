"use client";

import type { RefObject } from "react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { GroupRows } from "../../entities/view/list-rows.ts";
import { useHeading } from "../../entities/view/use-heading.ts";

type ColumnNamesProps = { columns: readonly GroupRows[]; board: RefObject<HTMLDivElement | null> };

/** Links to a board's columns, for phones, which show one column at a time. */
export function ColumnNames({ columns, board }: ColumnNamesProps) {
  const t = useTranslations("board");
  const [shown, setShown] = useState(0);
  useEffect(() => {
    const element = board.current;
    if (!element) return;
    const updateShown = () => {
      const middle = element.getBoundingClientRect().left + element.clientWidth / 2;
      const at = [...element.querySelectorAll("[data-group]")].findIndex(
        (column) => column.getBoundingClientRect().right > middle,
      );
      if (at >= 0) setShown(at);
    };
    element.addEventListener("scroll", updateShown, { passive: true });
    return () => element.removeEventListener("scroll", updateShown);
  }, [board]);
  const go = (key: string) =>
    board.current
      ?.querySelector(`[data-group="${CSS.escape(key)}"]`)
      ?.scrollIntoView({ inline: "center", block: "nearest" });
  return (
    <nav aria-label={t("columns")} className="-mx-3 mb-1 flex shrink-0 gap-1 overflow-x-auto px-3 sm:hidden">
      {columns.map(({ group }, index) => (
        <ColumnName key={group.key} group={group} isShown={index === shown} onGo={() => go(group.key)} />
      ))}
    </nav>
  );
}

function ColumnName({ group, isShown, onGo }: Pick<GroupRows, "group"> & { isShown: boolean; onGo: () => void }) {
  const heading = useHeading(group);
  const t = useTranslations("board");
  return (
    <button
      type="button"
      dir="auto"
      aria-current={isShown ? "true" : undefined}
      className="min-h-8 max-w-48 shrink-0 truncate rounded-full px-3 text-muted aria-[current]:bg-hover aria-[current]:font-medium aria-[current]:text-text pointer-coarse:min-h-11"
      onClick={onGo}
    >
      {heading ?? t("all")}
    </button>
  );
}
