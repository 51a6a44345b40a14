import { foldText } from "@docket/schema/fold-text";

type Named = { name: string; userId: string };

/** Compares people by their name, in the same way in the browser and on the server, whose languages can differ. */
export function byName(left: Named, right: Named): number {
  return compareText(foldText(left.name), foldText(right.name)) || compareText(left.userId, right.userId);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
