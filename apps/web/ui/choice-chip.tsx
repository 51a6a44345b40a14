"use client";

import { ChevronDown } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import type { Choice } from "./choice-list.tsx";
import { lazyComponent } from "./lazy-component.ts";
import { Popover, closePopover } from "./popover.tsx";

const ChoiceList = lazyComponent(async () => (await import("./choice-list.tsx")).ChoiceList);

type ChoiceChipProps = {
  label: string;
  /** The ID of the choice that stands for no restriction. The chip is highlighted if another one is chosen. */
  plain: string;
  value: string;
  choices: readonly Omit<Choice, "isChosen">[];
  /** Text to show when no choice matches what is typed. */
  nothing: string;
  onChange: (id: string) => void;
};

/** A button with the name and the value of a setting. It opens a searchable list of its values. */
export function ChoiceChip({ label, plain, value, choices, nothing, onChange }: ChoiceChipProps) {
  const surface = useRef<HTMLDivElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [search, setSearch] = useState("");
  const chosen = choices.find(({ id }) => id === value);
  const close = () => {
    setAnchor(null);
    setSearch("");
  };
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        className={`inline-flex min-h-8 max-w-full min-w-0 items-center gap-1.5 rounded-md border px-2.5 hover:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 ${value === plain ? "border-line text-muted" : "border-accent bg-soft text-accent"}`}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <span className="shrink-0">{label}: </span>
        <span dir="auto" className="min-w-0 truncate font-medium">
          {chosen?.text}
        </span>
        <ChevronDown aria-hidden className="shrink-0" />
      </button>
      {anchor && (
        <Popover anchor={anchor} label={label} onClose={close}>
          <div ref={surface}>
            <Suspense fallback={<div className="h-40 w-72 max-w-full" />}>
              <ChoiceList
                label={label}
                search={search}
                onSearch={setSearch}
                nothing={nothing}
                choices={choices.map((choice) => ({ ...choice, isChosen: choice.id === value }))}
                onChoose={(id) => {
                  onChange(id);
                  if (surface.current) closePopover(surface.current);
                }}
              />
            </Suspense>
          </div>
        </Popover>
      )}
    </>
  );
}
