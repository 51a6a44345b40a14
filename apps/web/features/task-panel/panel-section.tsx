import { useId } from "react";
import type { ReactNode } from "react";

type PanelSectionProps = {
  name: string;
  aside?: ReactNode;
  /** Whether the heading is for screen readers only, because the content is self-explanatory. */
  isQuiet?: boolean;
  children: ReactNode;
};

/** A section of the panel with its heading. */
export function PanelSection({ name, aside, isQuiet = false, children }: PanelSectionProps) {
  const id = useId();
  if (isQuiet)
    return (
      <section aria-label={name} className="relative flex min-w-0 flex-col gap-2">
        {aside && <div className="absolute end-0 -top-1">{aside}</div>}
        {children}
      </section>
    );
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-1.5">
      <div className="flex min-h-8 items-center justify-between gap-2 text-[0.8125rem]">
        <h3 id={id} className="font-semibold">
          {name}
        </h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
