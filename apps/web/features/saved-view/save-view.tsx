"use client";

import { Suspense, useEffect, useState } from "react";
import { useActions } from "../../actions/use-actions.tsx";
import type { PageFilter } from "../../entities/filter/use-filter.ts";
import type { ViewState } from "../../entities/view/view-state.ts";
import { savedViewPath } from "../../entities/workspace/path.ts";
import { useSavedViews } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useNavigate } from "../../navigation/use-navigate.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";

const NewViewDialog = lazyComponent(async () => (await import("./new-view-dialog.tsx")).NewViewDialog);

/**
 * Registers the action for saving the page as a view, and renders its dialog. Opens the view once the server has
 * confirmed it.
 */
export function SaveView({ state, filter }: { state: ViewState; filter: PageFilter }) {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const { byId } = useSavedViews();
  const [isOpen, setOpen] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  const { within, where, problem } = filter;
  useActions({ "view.save": within === null || problem ? undefined : () => setOpen(true) });

  // A view that the server has not confirmed has no rank.
  const isThere = saved !== null && (byId.get(saved)?.rank ?? "") !== "";
  useEffect(() => {
    if (isThere) navigate(savedViewPath(slug, saved));
  }, [isThere, navigate, saved, slug]);

  if (!isOpen || within === null) return null;
  return (
    <Suspense>
      <NewViewDialog {...{ state, within, where }} onSaved={setSaved} onClose={() => setOpen(false)} />
    </Suspense>
  );
}
