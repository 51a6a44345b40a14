import { useId } from "react";
import type { ReactNode } from "react";

type PanelSectionProps = {
  name: string;
  aside?: ReactNode;
  /** Without a heading that can be seen, where the content says what it is. */
  isQuiet?: boolean;
  children: ReactNode;
};

/** A part of the panel under its heading. */
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
