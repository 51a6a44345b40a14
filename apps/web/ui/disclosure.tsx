import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import type { ReactNode } from "react";

/** A section that is collapsed initially. Its content is rendered, and thus loaded, only while it is expanded. */
export function Disclosure({ name, children }: { name: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <section aria-label={name}>
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          className="-ms-1.5 flex min-h-8 items-center gap-1 rounded-md px-1 text-[0.8125rem] font-semibold hover:bg-hover pointer-coarse:min-h-11"
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronRight aria-hidden className={`size-4 ${isOpen ? "rotate-90" : "rtl:rotate-180"}`} />
          {name}
        </button>
      </h3>
      {isOpen && (
        <div id={id} className="pt-2">
          {children}
        </div>
      )}
    </section>
  );
}
