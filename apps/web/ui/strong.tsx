import type { ReactNode } from "react";

/** The part of a text that is marked with `<b>` in the catalogue. */
export function strong(chunks: ReactNode): ReactNode {
  return <strong>{chunks}</strong>;
}
