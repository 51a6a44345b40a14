"use client";

import type { Section } from "@docket/schema/section";
import { Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Ref } from "react";
import { useTranslations } from "use-intl";
import type { Chip } from "../../entities/filter/chip.ts";
import { FILTER_FIELDS, newChip } from "../../entities/filter/chip.ts";
import { MenuButton, MenuItem } from "../../ui/menu.tsx";
import { FilterChip } from "./filter-chip.tsx";
import { useChipText } from "./use-chip-text.ts";
import { useDebouncedCall } from "./use-debounced-call.ts";

/** Delay before typed text is applied, in milliseconds. */
const TYPING_MS = 300;

type FilterChipsProps = {
  chips: readonly Chip[];
  sections: readonly Section[];
  addRef: Ref<HTMLButtonElement>;
  /** Called on each change. All changes until `onChanged` become one entry in the browser's history. */
  onChange: (chips: Chip[]) => void;
  /** Called when an edit is complete. */
  onChanged: () => void;
};

/** The conditions of a filter as editable chips, and a menu to add a condition. */
export function FilterChips({ chips, sections, addRef, onChange, onChanged }: FilterChipsProps) {
  const t = useTranslations("filter");
  const chipText = useChipText(sections);
  const list = useRef<HTMLUListElement>(null);
  /** The condition being edited, which may still be incomplete, and the other conditions. */
  const [edited, setEdited] = useState<{ others: readonly Chip[]; at: number; chip: Chip } | null>(null);
  const pause = useDebouncedCall(TYPING_MS);
  const shown = edited ? edited.others.toSpliced(edited.at, 0, edited.chip) : chips;

  /** The position to focus once a removed chip has disappeared, which may be several renders later. */
  const removedChip = useRef<{ at: number; before: number } | null>(null);
  useEffect(() => {
    if (removedChip.current === null || removedChip.current.before === shown.length) return;
    const focusable = list.current?.querySelectorAll<HTMLElement>("[data-chip], [data-add] > button") ?? [];
    focusable[removedChip.current.at]?.focus();
    removedChip.current = null;
  });

  const change = (chip: Chip) => {
    if (edited === null) return;
    setEdited({ ...edited, chip });
    const apply = () => onChange(edited.others.toSpliced(edited.at, 0, chip));
    if (chip.condition.field !== "text") return apply();
    pause.later(apply);
  };
  const finish = () => {
    pause.flush();
    setEdited(null);
    onChanged();
  };
  const fields = FILTER_FIELDS.filter((field) => field !== "section" || sections.length > 0);

  return (
    <ul ref={list} aria-label={t("title")} className="flex min-w-0 grow flex-wrap items-center gap-1.5">
      {shown.map((chip, at) => (
        <FilterChip
          // Conditions have no id.
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          chip={chip}
          text={chipText(chip)}
          sections={sections}
          isEdited={edited?.at === at}
          onEdit={() => setEdited({ others: chips.toSpliced(at, 1), at, chip })}
          onChange={change}
          onEdited={finish}
          onRemove={() => {
            removedChip.current = { at, before: shown.length };
            setEdited(null);
            onChange(shown.toSpliced(at, 1));
            onChanged();
          }}
        />
      ))}
      <li data-add>
        <MenuButton
          buttonRef={addRef}
          label={t("add")}
          className="inline-flex min-h-8 items-center gap-1.5 rounded-md px-2 text-muted hover:bg-hover hover:text-text pointer-coarse:min-h-11 [&_svg]:size-4"
          face={
            <>
              <Plus aria-hidden />
              {t("add")}
            </>
          }
        >
          {fields.map((field) => (
            <MenuItem
              key={field}
              onSelect={() => {
                const chip = newChip(field);
                setEdited({ others: chips, at: chips.length, chip });
                onChange([...chips, chip]);
              }}
            >
              {t(`fields.${field}`)}
            </MenuItem>
          ))}
        </MenuButton>
      </li>
    </ul>
  );
}
