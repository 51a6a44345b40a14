"use client";

import { ChevronRight, Plus } from "lucide-react";
import { useId } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ActionId } from "../../actions/action-table.ts";
import { useActionRegistry } from "../../actions/use-actions.tsx";
import { useFolded } from "../../entities/workspace/use-folded.ts";
import { IconButton } from "../../ui/icon-button.tsx";

type SideSectionProps = {
  /** The key under which the collapsed state is stored. */
  name: string;
  title: string;
  /** The action that adds an item to this section. */
  add?: ActionId | undefined;
  children: ReactNode;
};

/** A collapsible section of the sidebar. */
export function SideSection({ name, title, add, children }: SideSectionProps) {
  const id = useId();
  const registry = useActionRegistry();
  const [isFolded, toggle] = useFolded(name);
  const titles = useTranslations("command.titles");
  return (
    <section aria-labelledby={id} className="group/side pt-3">
      <div className="flex min-h-8 items-center ps-2">
        <h2 id={id} className="min-w-0 grow truncate text-xs font-medium text-muted">
          <button
            type="button"
            aria-expanded={!isFolded}
            className="flex w-full items-center gap-1 rounded text-start hover:text-text"
            onClick={toggle}
          >
            {title}
            <ChevronRight aria-hidden className={`size-3.5 ${isFolded ? "rtl:rotate-180" : "rotate-90"}`} />
          </button>
        </h2>
        {add && (
          <IconButton
            label={titles(add)}
            icon={<Plus aria-hidden />}
            className="size-7 pointer-fine:opacity-0 pointer-fine:group-focus-within/side:opacity-100 pointer-fine:group-hover/side:opacity-100"
            onClick={() => registry.run(add)}
          />
        )}
      </div>
      {!isFolded && children}
    </section>
  );
}
