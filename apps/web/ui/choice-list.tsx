"use client";

import { Command } from "cmdk";
import { Check } from "lucide-react";
import type { ReactNode } from "react";

export type Choice = { id: string; text: string; icon?: ReactNode; isChosen?: boolean };

type ChoiceListProps = {
  /** Label and placeholder of the search field. */
  label: string;
  choices: readonly Choice[];
  /** Whether the choices are still being loaded. */
  isLoading?: boolean;
  /** Text to show when nothing matches. */
  nothing: string;
  onChoose: (id: string) => void;
  /** If set, offers to create an item with the typed name if none exists. */
  create?: { text: (typed: string) => string; run: (typed: string) => void };
  search: string;
  onSearch: (search: string) => void;
};

/** A searchable list of choices, operated with the keyboard or pointer. */
export function ChoiceList({
  label,
  choices,
  isLoading = false,
  nothing,
  onChoose,
  create,
  search,
  onSearch,
}: ChoiceListProps) {
  const typed = search.trim();
  const isNew = typed !== "" && !choices.some(({ text }) => text.toLowerCase() === typed.toLowerCase());
  return (
    <Command label={label} loop className="w-72 max-w-full phone:w-full">
      <Command.Input
        dir="auto"
        value={search}
        onValueChange={onSearch}
        placeholder={label}
        className="mb-1 h-9 w-full border-b border-line bg-transparent px-2.5 placeholder:text-muted focus-visible:outline-none pointer-coarse:h-11"
      />
      <Command.List aria-busy={isLoading} className="max-h-72 overflow-y-auto">
        {!isLoading && !(create && isNew) && (
          <Command.Empty className="px-2.5 py-3 text-muted">{nothing}</Command.Empty>
        )}
        {choices.map(({ id, text, icon, isChosen }) => (
          <Command.Item key={id} value={`${text} ${id}`} className={ITEM} onSelect={() => onChoose(id)}>
            {icon}
            <span dir="auto" className="min-w-0 grow truncate">
              {text}
            </span>
            {isChosen && <Check aria-hidden className="size-4 text-accent" />}
          </Command.Item>
        ))}
        {create && isNew && (
          <Command.Item forceMount value={`+${typed}`} className={ITEM} onSelect={() => create.run(typed)}>
            {create.text(typed)}
          </Command.Item>
        )}
      </Command.List>
    </Command>
  );
}

const ITEM =
  "flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-hover pointer-coarse:min-h-11";
