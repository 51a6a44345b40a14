"use client";

import { Suspense, lazy } from "react";
import { ViewSkeleton } from "../view/view-skeleton.tsx";

// Loaded only if it is shown: all pages contain this component, in case they are not found.
const LateView = lazy(async () => ({ default: (await import("./late-view.tsx")).LateView }));

/** Shown for a view that the server could not find. */
export function UnknownView() {
  return (
    <Suspense fallback={<ViewSkeleton />}>
      <LateView />
    </Suspense>
  );
}
