"use client";

import { printFilter } from "@docket/schema/filter/print";
import { Bookmark, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { keysOf } from "../../actions/action-table.ts";
import { useActionRegistry } from "../../actions/use-actions.tsx";
import { chipsOf, expressionOf } from "../../entities/filter/chip.ts";
import type { PageFilter } from "../../entities/filter/use-filter.ts";
import { useResolver } from "../../entities/filter/use-resolver.ts";
import { usePreference } from "../../entities/preference/use-preference.ts";
import type { SetViewState } from "../../entities/view/use-view-state.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { FilterText } from "./filter-text.tsx";
import { useChipText } from "./use-chip-text.ts";

type FilterBarProps = {
  filter: PageFilter;
  /** The filter as text. */
  text: string;
  /** Number of times that the user has requested the filter bar. Each increment moves the focus into the bar. */
  focusRequests: number;
  onState: SetViewState;
  onClose: () => void;
};

type Form = "chips" | "text";

/** Editor for the filter of a view, either as chips or as text. */
export function FilterBar({ filter, text, focusRequests: asked, onState, onClose }: FilterBarProps) {
  const { where, problem, names } = filter;
  const { sections } = names;
  const resolver = useResolver(names);
  const t = useTranslations("filter");
  const common = useTranslations("general");
  const titles = useTranslations("command.titles");
  const registry = useActionRegistry();
  const format = useFormatter();
  const chipText = useChipText(sections);
  const [preferred, setPreferred] = usePreference<Form>("filter.form", "chips");
  const add = useRef<HTMLButtonElement>(null);
  const input = useRef<HTMLInputElement>(null);
  // All changes in one edit become one entry in the browser's history.
  const isSameEdit = useRef(false);
  const chips = problem ? null : chipsOf(where);
  const form = chips === null ? "text" : preferred;

  useEffect(() => {
    if (asked > 0) (input.current ?? add.current)?.focus();
  }, [asked]);

  const change = (next: string) => {
    if (next === text) return;
    onState({ filter: next }, isSameEdit.current ? "replace" : "push");
    isSameEdit.current = true;
  };
  const changed = () => {
    isSameEdit.current = false;
  };

  return (
    <section aria-label={t("title")} className="mb-3 rounded-lg border border-line bg-panel p-2">
      <div className="flex flex-wrap items-start gap-2">
        {chips !== null && form === "chips" ? (
          <FilterChips
            chips={chips}
            sections={sections}
            addRef={add}
            onChange={(next) => change(printFilter(expressionOf(next), resolver))}
            onChanged={changed}
          />
        ) : (
          <FilterText text={text} resolver={resolver} inputRef={input} onChange={change} onChanged={changed} />
        )}
        <div className="ms-auto flex items-center gap-1">
          {chips !== null && (
            <Segmented
              label={t("form")}
              value={form}
              choices={[
                { value: "chips", label: t("forms.chips") },
                { value: "text", label: t("forms.text") },
              ]}
              onChange={setPreferred}
            />
          )}
          {text !== "" && filter.within !== null && problem === null && (
            <IconButton
              label={titles("view.save")}
              icon={<Bookmark aria-hidden />}
              onClick={() => registry.run("view.save")}
            />
          )}
          <IconButton
            label={text === "" ? common("close") : t("clear")}
            keys={text === "" ? undefined : keysOf("view.clear")}
            icon={<X aria-hidden />}
            onClick={() => {
              if (text !== "") onState({ filter: "" }, "push");
              onClose();
            }}
          />
        </div>
      </div>
      {chips === null && problem === null && <p className="mt-1 px-1 text-muted">{t("nested")}</p>}
      <p role="status" className="sr-only">
        {chips !== null &&
          (chips.length === 0 ? t("noFilter") : t("shown", { conditions: format.list(chips.map(chipText)) }))}
      </p>
    </section>
  );
}
