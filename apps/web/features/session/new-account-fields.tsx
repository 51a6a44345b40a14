import { Field } from "../../ui/field.tsx";

/** A password that is being chosen. */
export function NewPasswordField() {
  return (
    <Field
      label="Password"
      name="password"
      type="password"
      autoComplete="new-password"
      minLength={12}
      hint="At least 12 characters. A few words in a row are good."
      required
    />
  );
}

/** The time zone of this browser. */
export function timeZoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
