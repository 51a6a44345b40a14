"use client";

import type { ComponentProps } from "react";
import { LineSurface } from "../quick-add/line-surface.tsx";
import { RenameOffer } from "../quick-add/rename-offer.tsx";

/** What is recognised in the new title of a task, next to the field. */
export function RowRenameOffer({ anchor, ...offer }: ComponentProps<typeof RenameOffer> & { anchor: HTMLElement }) {
  return (
    <LineSurface anchor={anchor}>
      <RenameOffer {...offer} />
    </LineSurface>
  );
}
