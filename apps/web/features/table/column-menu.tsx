"use client";

import { Columns3 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Column } from "../../entities/view/column.ts";
import { COLUMNS } from "../../entities/view/column.ts";
import { MenuButton, MenuItem } from "../../ui/menu.tsx";

type ColumnMenuProps = { columns: readonly Column[]; onColumns: (columns: readonly Column[]) => void };

/** Menu in which the user chooses the columns of a table. */
export function ColumnMenu({ columns, onColumns }: ColumnMenuProps) {
  const t = useTranslations("table");
  const isShown = (column: Column) => columns.includes(column);
  return (
    <div className="flex justify-end pb-1">
      <MenuButton
        label={t("columns")}
        className="inline-flex min-h-8 items-center gap-1.5 rounded-md px-2 text-muted hover:bg-hover hover:text-text pointer-coarse:min-h-11 [&_svg]:size-4"
        face={
          <>
            <Columns3 aria-hidden />
            {t("columns")}
          </>
        }
      >
        {COLUMNS.map((column) => (
          <MenuItem
            key={column}
            isChecked={isShown(column)}
            onSelect={() => onColumns(COLUMNS.filter((other) => isShown(other) !== (other === column)))}
          >
            {t(`column.${column}`)}
          </MenuItem>
        ))}
      </MenuButton>
    </div>
  );
}
