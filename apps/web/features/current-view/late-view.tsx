"use client";

import { usePath } from "../../navigation/address.tsx";
import { viewAtPath } from "../../navigation/view-address.ts";
import { useAreRowsCurrent, useRow } from "../../replica/use-rows.ts";
import { MissingView } from "../view/missing-view.tsx";
import { CurrentView } from "./current-view.tsx";

/**
 * A view that the server could not find. The browser may know it: a project that was created a moment ago is saved after
 * the page was requested. Moving to another view keeps this component.
 */
export function LateView() {
  const view = viewAtPath(usePath())?.view;
  const isCurrent = useAreRowsCurrent();
  const created = useRow("project", view?.kind === "project" ? view.id : "");
  return view && (isCurrent || created) ? <CurrentView /> : <MissingView query={null} />;
}
