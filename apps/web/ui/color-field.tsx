type ColorFieldProps<Color extends string> = {
  label: string;
  name: string;
  colors: readonly { value: Color; label: string }[];
  defaultValue: Color;
};

/** Radio buttons for choosing a colour, each labelled with its name. The shades are defined in globals.css. */
export function ColorField<Color extends string>({ label, name, colors, defaultValue }: ColorFieldProps<Color>) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{label}</legend>
      <div className="flex flex-wrap gap-y-1">
        {colors.map((color) => (
          <label
            key={color.value}
            className="grid size-8 cursor-pointer place-items-center rounded-full border-2 border-transparent has-checked:border-text has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent pointer-coarse:size-11"
          >
            <input
              type="radio"
              name={name}
              value={color.value}
              defaultChecked={color.value === defaultValue}
              className="sr-only"
            />
            <span className="sr-only">{color.label}</span>
            <span aria-hidden className="size-5 rounded-full" style={{ background: `var(--color-${color.value})` }} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
