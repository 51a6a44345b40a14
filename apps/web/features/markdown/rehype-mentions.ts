import type { ExtraProps } from "react-markdown";
import { splitMentions } from "./mention-text.ts";
import type { Mentionable } from "./mention-text.ts";

type Element = NonNullable<ExtraProps["node"]>;
type Parent = { children: (Element["children"][number] | { type: "doctype" })[] };

/** Elements whose text is shown as it is. */
const LITERAL = new Set(["code", "pre", "a"]);

/** Returns a plugin that marks the mentions of people in a document. */
export function rehypeMentions(people: readonly Mentionable[]) {
  return () => (root: Parent) => markMentions(root, people);
}

function markMentions(parent: Parent, people: readonly Mentionable[]): void {
  parent.children = parent.children.flatMap((child): Parent["children"] => {
    if (child.type === "element" && !LITERAL.has(child.tagName)) markMentions(child, people);
    if (child.type !== "text" || !child.value.includes("@")) return [child];
    return splitMentions(child.value, people).map(({ text, isMention }) => {
      const value = { type: "text" as const, value: text };
      if (!isMention) return value;
      return { type: "element", tagName: "span", properties: { className: ["mention"] }, children: [value] };
    });
  });
}
