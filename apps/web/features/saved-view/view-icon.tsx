import type { Color } from "@docket/schema/color";
import { ListFilter } from "lucide-react";

/** The icon of a saved view, in its colour. */
export function ViewIcon({ color }: { color: Color }) {
  return <ListFilter aria-hidden style={{ color: `var(--color-${color})` }} />;
}
