"use client";

import { usePath } from "../../navigation/address.tsx";
import { viewAtPath } from "../../navigation/view-address.ts";
import type { ViewAddress } from "../../navigation/view-address.ts";
import { lazyView } from "../../ui/lazy-view.ts";
import { ProjectView } from "../project/project-view.tsx";
import { TodayView } from "../today/today-view.tsx";
import { AllView, CompletedView, LabelView, MineView } from "../view/collection-views.tsx";
import { ViewSkeleton } from "../view/view-skeleton.tsx";

const useOtherViews = lazyView(() => import("./other-views.tsx"));

/**
 * The view of the workspace at the current address. The views of a workspace are one page for Next: moving between them
 * changes only the address. Next follows it and announces the title of the view to screen readers.
 */
export function CurrentView() {
  const path = usePath();
  const view = viewAtPath(path)?.view;
  return view && <View key={path} view={view} />;
}

function View({ view }: { view: ViewAddress }) {
  switch (view.kind) {
    case "today":
      return <TodayView />;
    case "all":
      return <AllView />;
    case "mine":
      return <MineView />;
    case "completed":
      return <CompletedView />;
    case "project":
      return <ProjectView projectId={view.id} />;
    case "label":
      return <LabelView labelId={view.id} />;
    case "savedView":
    case "upcoming":
    case "namedTask":
    case "search":
    case "activity":
    case "report":
    case "notifications":
    case "trash":
      return <LazyView view={view} />;
  }
}

/** A view whose code is only loaded with the page if it is the first one. */
function LazyView({ view }: { view: ViewAddress }) {
  const loaded = useOtherViews();
  return loaded ? <loaded.OtherView view={view} /> : <ViewSkeleton />;
}
