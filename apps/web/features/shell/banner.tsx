import type { ReactNode } from "react";

/** A message at the bottom of the page that stays as long as its reason. */
export function Banner({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div
      role="status"
      className="fixed inset-x-0 bottom-0 z-20 max-md:bottom-14 flex items-center gap-2 border-t border-line bg-panel px-4 py-2 text-sm md:start-60 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-warning"
    >
      {icon}
      <p className="min-w-0">{children}</p>
    </div>
  );
}
