import type { LucideIcon } from "lucide-react";

/** CSS classes of a control in a view's header. */
export const TOOL =
  "tipped relative inline-flex min-h-8 shrink-0 items-center justify-center gap-1.5 rounded-md px-2 text-muted hover:bg-hover hover:text-text aria-pressed:bg-hover aria-pressed:text-text pointer-coarse:min-h-11 pointer-coarse:min-w-11 [&_svg]:size-4";

/** Content of a control in a view's header: icon and text or, in a narrow header, only the icon with a tooltip. */
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
