import type { Color } from "@docket/schema/color";
import { ListFilter } from "lucide-react";

/** A saved view in a list of places, in its colour. */
export function ViewIcon({ color }: { color: Color }) {
  return <ListFilter aria-hidden style={{ color: `var(--color-${color})` }} />;
}
