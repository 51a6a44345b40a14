/** Colours of projects and labels, by name; the web app gives each a shade that is readable in light and in dark. */
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
