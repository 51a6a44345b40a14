"use client";

import type { Section } from "@docket/schema/section";
import { X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Chip } from "../../entities/filter/chip.ts";
import { Popover } from "../../ui/popover.tsx";
import { ChipEditor } from "./chip-editor.tsx";

type FilterChipProps = {
  chip: Chip;
  /** The description of the condition. */
  text: string;
  sections: readonly Section[];
  isEdited: boolean;
  onEdit: () => void;
  onChange: (chip: Chip) => void;
  onEdited: () => void;
  onRemove: () => void;
};

/** One condition in the filter bar. A click or Enter opens it; its close button or Backspace removes it. */
export function FilterChip({ chip, text, sections, isEdited, onEdit, onChange, onEdited, onRemove }: FilterChipProps) {
  const t = useTranslations("filter");
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <li className="flex max-w-full min-w-0 rounded-md border border-line bg-background">
      <button
        ref={setAnchor}
        type="button"
        data-chip
        aria-haspopup="dialog"
        aria-expanded={isEdited}
        className="min-h-8 min-w-0 truncate rounded-s-md ps-2.5 pe-1 text-start hover:bg-hover pointer-coarse:min-h-11"
        onClick={onEdit}
        onKeyDown={(event) => {
          if (event.key !== "Backspace" && event.key !== "Delete") return;
          event.preventDefault();
          event.stopPropagation();
          onRemove();
        }}
      >
        {text}
      </button>
      <button
        type="button"
        aria-label={t("remove", { condition: text })}
        className="grid w-8 shrink-0 place-items-center rounded-e-md text-muted hover:bg-hover hover:text-text pointer-coarse:w-11"
        onClick={onRemove}
      >
        <X aria-hidden className="size-3.5" />
      </button>
      {isEdited && anchor && (
        <Popover anchor={anchor} label={t("edit", { field: t(`fields.${chip.condition.field}`) })} onClose={onEdited}>
          <ChipEditor chip={chip} sections={sections} onChange={onChange} />
        </Popover>
      )}
    </li>
  );
}
