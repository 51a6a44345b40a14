/** The appearances to choose from; "system" follows the operating system. */
export const APPEARANCES = ["system", "light", "dark"] as const;
export type Appearance = (typeof APPEARANCES)[number];

/**
 * The cookie that stores the choice. The choice is per browser, because a phone and a desktop may need different ones.
 */
export const APPEARANCE_COOKIE = "docket.appearance";

/** Parses the cookie's value. Any other value means "system". */
export function appearanceOf(value: string | undefined): Appearance {
  return APPEARANCES.find((appearance) => appearance === value) ?? "system";
}
