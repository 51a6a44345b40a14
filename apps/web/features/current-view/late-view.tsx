"use client";

import { usePath } from "../../navigation/address.tsx";
import { viewAtPath } from "../../navigation/view-address.ts";
import type { ViewAddress } from "../../navigation/view-address.ts";
import { useRow } from "../../replica/use-rows.ts";
import { MissingView } from "../view/missing-view.tsx";
import { CurrentView } from "./current-view.tsx";

/**
 * A view that the server could not find. The browser may know it: a project that was created a moment ago is saved after
 * the page was requested. Moving to another view keeps this component.
 */
export function LateView() {
  const view = viewAtPath(usePath())?.view;
  const row = useRow(entityOf(view) ?? "project", view && "id" in view ? view.id : "");
  const isFixed = view !== undefined && !("id" in view);
  const isHeld = entityOf(view) !== null && row !== undefined && !row.deletedAt;
  return isFixed || isHeld ? <CurrentView /> : <MissingView query={null} />;
}

/** Returns which entity a view shows; null if it shows no entity that the replica finds by its ID. */
function entityOf(view: ViewAddress | undefined) {
  switch (view?.kind) {
    case "project":
    case "label":
      return view.kind;
    case "savedView":
      return "view";
    default:
      return null;
  }
}
