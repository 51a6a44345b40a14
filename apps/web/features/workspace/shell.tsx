"use client";

import type { Workspace } from "@docket/schema/workspace";
import { Menu, X } from "lucide-react";
import { usePathname } from "next/navigation";
import { useState } from "react";
import type { ReactNode } from "react";
import { ConnectionBanner } from "./connection-banner.tsx";
import { Sidebar } from "./sidebar.tsx";
import { useUndoKeys } from "./use-undo-keys.ts";

/** The frame of a workspace: where one can go, and where one is. On a phone the former is behind a button. */
export function Shell({ workspace, children }: { workspace: Workspace; children: ReactNode }) {
  const path = usePathname();
  useUndoKeys();
  // The menu belongs to the page on which it was opened, so that going somewhere closes it.
  const [openOn, setOpenOn] = useState<string | null>(null);
  const isOpen = openOn === path;
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[16rem_1fr]">
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-panel focus:p-2">
        Skip to content
      </a>
      <header className="sticky top-0 z-10 flex items-center gap-2 border-b border-line bg-background px-2 py-1 md:hidden">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls="sidebar"
          aria-label={isOpen ? "Close menu" : "Open menu"}
          className="grid size-11 place-items-center rounded-md hover:bg-hover"
          onClick={() => setOpenOn(isOpen ? null : path)}
        >
          {isOpen ? <X aria-hidden className="size-5" /> : <Menu aria-hidden className="size-5" />}
        </button>
        <span className="font-semibold">Docket</span>
      </header>
      <div
        id="sidebar"
        className={`${isOpen ? "" : "hidden"} fixed inset-x-0 top-13.25 bottom-0 z-10 border-e border-line bg-panel md:sticky md:top-0 md:block md:h-dvh`}
      >
        <Sidebar workspace={workspace} />
      </div>
      <div className="min-w-0">{children}</div>
      <ConnectionBanner />
    </div>
  );
}
