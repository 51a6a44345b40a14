import type { ReactNode } from "react";
import { SettingsNav } from "@/features/settings/settings-nav.tsx";

/** Layout of the settings, with their navigation. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto w-full max-w-4xl gap-10 px-3 pt-4 pb-24 outline-none sm:px-6 lg:grid lg:grid-cols-[11rem_minmax(0,1fr)] lg:pt-6"
    >
      <SettingsNav />
      <div className="min-w-0 max-lg:mt-4">{children}</div>
    </main>
  );
}
