export const search = {
  title: "Search",
  label: "Words in titles, descriptions and comments",
  placeholder: "Search tasks",
  begin: "Find any task",
  beginText: "Type some words of its title, its description or a comment.",
  searching: "Searching…",
  nothing: "Nothing found for “{text}”",
  nothingText: "Every word must occur. Try fewer of them, or only their beginnings.",
  results: "What was found",
  count:
    "{hasMore, select, yes {More than } other {}}{count, plural, =0 {nothing found} one {# task found} other {# tasks found}}",
  matched: { title: "in the title", description: "in the description", comment: "in a comment" },
} as const;
