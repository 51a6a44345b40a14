import type { LucideIcon } from "lucide-react";

/** The look of a control in the head of a view, and of what else stands there. */
export const TOOL =
  "tipped relative inline-flex min-h-8 shrink-0 items-center justify-center gap-1.5 rounded-md px-2 text-muted hover:bg-hover hover:text-text aria-pressed:bg-hover aria-pressed:text-text pointer-coarse:min-h-11 pointer-coarse:min-w-11 [&_svg]:size-4";

/** What stands on such a control: an icon and a word, or where the head is narrow the icon with the word as its tip. */
export function ToolFace({ icon: Icon, text }: { icon: LucideIcon; text: string }) {
  return (
    <>
      <Icon aria-hidden />
      <span className="@max-2xl:sr-only">{text}</span>
      <span aria-hidden className="tip @2xl:hidden">
        {text}
      </span>
    </>
  );
}
