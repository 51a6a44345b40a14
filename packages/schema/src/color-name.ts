/** Colours for projects and labels. The web app maps each one to a shade that is readable in light and dark mode. */
export const COLORS = [
  "slate",
  "red",
  "orange",
  "amber",
  "lime",
  "green",
  "teal",
  "sky",
  "blue",
  "violet",
  "pink",
  "brown",
] as const;
