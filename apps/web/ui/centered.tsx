import type { ReactNode } from "react";

/** Page layout for a single task or message, centred in the window. */
export function Centered({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-4 py-10 outline-none"
    >
      <div>
        <p className="font-semibold text-accent">Docket</p>
        <h1 className="text-2xl font-semibold">{title}</h1>
      </div>
      {children}
    </main>
  );
}
