import { useId } from "react";
import type { ReactNode } from "react";

type SegmentedProps<Value extends string> = {
  /** Name of the group, for screen readers. */
  label: string;
  value: Value;
  choices: readonly { value: Value; label: string; icon?: ReactNode }[];
  onChange: (value: Value) => void;
};

/** Radio buttons shown as a segmented control. */
export function Segmented<Value extends string>({ label, value, choices, onChange }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset className="inline-flex flex-wrap gap-0.5 rounded-lg bg-hover p-0.5">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="flex min-h-8 cursor-pointer items-center gap-1.5 rounded-md px-2.5 text-sm text-muted has-checked:bg-panel has-checked:font-medium has-checked:text-text has-checked:shadow-xs has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-11 [&_svg]:size-4"
        >
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            className="sr-only"
            onChange={() => onChange(choice.value)}
          />
          {choice.icon}
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
