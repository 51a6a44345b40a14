import type { ReactNode } from "react";

/** Renders the part of a message marked with `<b>`. */
export function strong(chunks: ReactNode): ReactNode {
  return <strong>{chunks}</strong>;
}
