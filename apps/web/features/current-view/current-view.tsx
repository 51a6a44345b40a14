"use client";

import { Fragment, useEffect, useRef, useState } from "react";
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
 * changes only the address.
 */
export function CurrentView() {
  const path = usePath();
  const view = viewAtPath(path)?.view;
  return (
    <>
      <TitleAnnouncement path={path} />
      <Fragment key={path}>{view && <View view={view} />}</Fragment>
    </>
  );
}

/** Announces the title of another view to screen readers, as the browser does when it loads a page. */
function TitleAnnouncement({ path }: { path: string }) {
  const [title, setTitle] = useState("");
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) setTitle(document.title);
    isFirst.current = false;
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [path]);
  return (
    <p aria-live="polite" className="sr-only">
      {title}
    </p>
  );
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
