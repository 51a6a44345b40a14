import type { ReactNode } from "react";

type EmptyStateProps = {
  icon: ReactNode;
  title: string;
  /** The title is the page's heading, where there is nothing but this. */
  isHeading?: boolean;
  /** One sentence on what comes here or what to do. */
  children?: ReactNode;
  /** The one thing to do about it. */
  action?: ReactNode;
};

/** What a list says when it holds nothing. */
export function EmptyState({ icon, title, isHeading = false, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-16 text-center [&>svg]:size-8 [&>svg]:text-muted">
      {icon}
      {isHeading ? <h1 className="font-medium">{title}</h1> : <p className="font-medium">{title}</p>}
      {children && <p className="max-w-sm text-muted">{children}</p>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
