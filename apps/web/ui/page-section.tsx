import { useId } from "react";
import type { ReactNode } from "react";

type PageSectionProps = {
  title: string;
  /** One or two sentences that describe the section. */
  text?: ReactNode;
  /** A control at the end of the heading's line. */
  action?: ReactNode;
  children?: ReactNode;
};

/** A section of a settings page with its heading. */
export function PageSection({ title, text, action, children }: PageSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mb-10">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 id={id} className="text-base font-semibold">
            {title}
          </h2>
          {text && <p className="max-w-prose text-muted">{text}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
