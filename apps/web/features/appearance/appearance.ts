/** Light, dark, or what the system says. */
export const APPEARANCES = ["system", "light", "dark"] as const;
export type Appearance = (typeof APPEARANCES)[number];

/** Remembers the choice per browser: a phone at night and a desk by day are not the same. */
export const APPEARANCE_COOKIE = "docket.appearance";

/** A cookie's value as a choice; whatever else it says means the system. */
export function appearanceOf(value: string | undefined): Appearance {
  return APPEARANCES.find((appearance) => appearance === value) ?? "system";
}
