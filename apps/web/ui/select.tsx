import { useId } from "react";
import type { ComponentProps } from "react";

/** A labelled choice of one. */
export function Select({ label, className = "", ...rest }: Omit<ComponentProps<"select">, "id"> & { label: string }) {
  const id = useId();
  return (
    <div className={`flex flex-col gap-1 ${className}`}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <select id={id} className="min-h-10 rounded-md border border-control bg-panel px-2 py-2" {...rest} />
    </div>
  );
}
