import type { ReactNode } from "react";

/** A message that must not be missed, read out at once. */
export function Alert({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className="rounded-md border border-danger/50 bg-panel px-3 py-2 text-danger">
      {children}
    </div>
  );
}
