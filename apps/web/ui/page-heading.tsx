import type { ReactNode } from "react";

type PageHeadingProps = {
  title: string;
  /** One or two sentences that describe the page. */
  text?: ReactNode;
  /** A control at the end of the heading's line. */
  action?: ReactNode;
};

/** The heading of a page. */
export function PageHeading({ title, text, action }: PageHeadingProps) {
  return (
    <div className="mb-5 flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <h1 dir="auto" className="text-xl font-semibold break-words">
          {title}
        </h1>
        {text && <p className="mt-1 max-w-prose text-muted">{text}</p>}
      </div>
      {action}
    </div>
  );
}
