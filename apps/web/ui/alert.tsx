import type { ReactNode } from "react";

/** An important message that screen readers announce immediately. */
export function Alert({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className="rounded-md border border-danger/50 bg-panel px-3 py-2 text-danger">
      {children}
    </div>
  );
}
