import type { ReactNode } from "react";

type EmptyStateProps = {
  icon: ReactNode;
  title: string;
  /** Whether the title is the heading of the page, because the page has no other content. */
  isHeading?: boolean;
  /** One sentence that explains what will appear here or what to do. */
  children?: ReactNode;
  /** The main action. */
  action?: ReactNode;
};

/** Placeholder for an empty list. */
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
