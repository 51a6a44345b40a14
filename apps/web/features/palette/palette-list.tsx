"use client";

import { Command } from "cmdk";
import { Plus, Search } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { ActionTargets } from "../../actions/action-registry.ts";
import { usePreference } from "../../entities/preference/use-preference.ts";
import { closeDialog } from "../../ui/dialog.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { PALETTE_INPUT } from "./palette-input.ts";
import { readSearch, shownSections } from "./palette-item.ts";
import type { PaletteItem, PaletteSection } from "./palette-item.ts";
import { useFoundTasks } from "./use-found-tasks.tsx";
import { usePaletteItems } from "./use-palette-items.tsx";
import { useTypedItems } from "./use-typed-items.ts";

/** Maximum number of recent items. */
const MAX_RECENT = 6;

const ITEM =
  "flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";
const HEADINGS =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted";

/**
 * Returns the value by which cmdk identifies an item. It contains the section, because an item can be in two sections.
 */
const valueOf = (section: PaletteSection, { id }: PaletteItem) => `${section} ${id}`;

type PaletteListProps = { search: string; subject: ActionTargets; onSearch: (search: string) => void };

/**
 * The palette's input and results. The palette closes before it runs the chosen item, so that the focus is restored
 * first.
 */
export function PaletteList({ search, subject, onSearch }: PaletteListProps) {
  const t = useTranslations("palette");
  const input = useRef<HTMLInputElement>(null);
  const [recent, setRecent] = usePreference<string[]>("palette.recent", []);
  const { scope, words } = readSearch(search);
  const found = useFoundTasks(scope === "all" ? words : "");
  const items = [...usePaletteItems(subject), ...found.items];
  const sections = shownSections(search, items, recent);
  const typed = useTypedItems(scope === "all" ? words : "");

  // Until the user moves the selection, it follows the best match, including better ones that the server returns later.
  const [manualSelection, setMoved] = useState<{ search: string; value: string } | null>(null);
  const best = sections[0];
  const first = best?.items[0] ? valueOf(best.section, best.items[0]) : (typed[0]?.id ?? "");
  const value = manualSelection?.search === search ? manualSelection.value : first;

  // Take over the focus from the fallback input.
  useLayoutEffect(() => {
    const line = input.current;
    line?.focus();
    line?.setSelectionRange(line.value.length, line.value.length);
  }, []);

  const choose = ({ id, run }: PaletteItem) => {
    closeDialog(input.current);
    setRecent([id, ...recent.filter((other) => other !== id)].slice(0, MAX_RECENT));
    run();
  };
  const headingOf = (section: PaletteSection) =>
    section === "subject"
      ? t("sections.subject", { count: subject.length, title: subject[0]?.title ?? "" })
      : t(`sections.${section}`);

  return (
    <Command
      label={t("search")}
      shouldFilter={false}
      loop
      vimBindings={false}
      value={value}
      onValueChange={(next) => setMoved(next === first ? null : { search, value: next })}
      className="flex min-h-0 flex-col"
    >
      <Command.Input
        ref={input}
        dir="auto"
        data-autofocus
        value={search}
        onValueChange={onSearch}
        placeholder={t("placeholder")}
        className={PALETTE_INPUT}
      />
      <Command.List label={t("found")} className={`min-h-24 overflow-y-auto p-2 ${HEADINGS}`}>
        {sections.map(({ section, items: lines }) => (
          <Command.Group key={section} heading={headingOf(section)}>
            {lines.map((item) => (
              <Command.Item key={item.id} value={valueOf(section, item)} className={ITEM} onSelect={() => choose(item)}>
                {item.icon}
                <span dir="auto" className="min-w-0 grow truncate">
                  {item.text}
                </span>
                {item.detail && (
                  <span dir="auto" className="max-w-40 truncate text-xs text-muted">
                    {item.detail}
                  </span>
                )}
                {item.keys && <Kbd keys={item.keys} />}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
        {typed.length > 0 && (
          <Command.Group heading={t("sections.typed")}>
            {typed.map(({ id, text, run }) => (
              <Command.Item
                key={id}
                value={id}
                className={ITEM}
                onSelect={() => {
                  closeDialog(input.current);
                  run();
                }}
              >
                {id === "typed:search" ? <Search aria-hidden /> : <Plus aria-hidden />}
                <span className="min-w-0 grow truncate">{text}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        <Command.Empty className="px-2.5 py-3 text-muted">{t("nothing")}</Command.Empty>
      </Command.List>
      <p className="flex flex-wrap gap-x-4 border-t border-line px-4 py-2 text-xs text-muted phone:hidden">
        <span>{t("hints.commands")}</span>
        <span>{t("hints.projects")}</span>
        <span>{t("hints.labels")}</span>
        <span>{t("hints.views")}</span>
        <span role="status" className="ms-auto">
          {found.isSearching ? t("searching") : ""}
        </span>
      </p>
    </Command>
  );
}
