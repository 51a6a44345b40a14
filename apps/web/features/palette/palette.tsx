"use client";

import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import type { ActionTargets } from "../../actions/action-registry.ts";
import { Dialog, closeDialog } from "../../ui/dialog.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { PALETTE_INPUT } from "./palette-input.ts";

const PaletteList = lazyComponent(async () => (await import("./palette-list.tsx")).PaletteList);

type PaletteProps = {
  /** The initial search text, usually a prefix that limits the results. */
  search: string;
  /** The tasks on which actions operate. */
  subject: ActionTargets;
  onClose: () => void;
};

/** The command palette. Its input is available immediately; the results are loaded lazily. */
export function Palette({ search: atFirst, subject, onClose }: PaletteProps) {
  const t = useTranslations("palette");
  const [search, setSearch] = useState(atFirst);
  return (
    <Dialog title={t("title")} isTitleHidden shape="panel" onClose={onClose}>
      {/* The shortcut that opens the palette also closes it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className="flex min-h-0 flex-col"
        onKeyDown={(event) => {
          if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          closeDialog(event.currentTarget);
        }}
      >
        <Suspense
          fallback={
            <input
              dir="auto"
              aria-label={t("search")}
              placeholder={t("placeholder")}
              value={search}
              className={PALETTE_INPUT}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          }
        >
          <PaletteList search={search} subject={subject} onSearch={setSearch} />
        </Suspense>
      </div>
    </Dialog>
  );
}
