export const search = {
  title: "Search",
  label: "Search titles, descriptions and comments",
  placeholder: "Search tasks",
  begin: "Find any task",
  beginText: "Type words from its title, its description or a comment.",
  searching: "Searching…",
  nothing: "No results for “{text}”",
  nothingText: "All words must match. Try fewer words, or only their beginnings.",
  results: "Search results",
  count:
    "{hasMore, select, yes {More than } other {}}{count, plural, =0 {nothing found} one {# task found} other {# tasks found}}",
  matched: { title: "in the title", description: "in the description", comment: "in a comment" },
} as const;
