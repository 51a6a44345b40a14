export const table = {
  columns: "Columns",
  done: "Done",
  none: "None",
  sortBy: "Sort by {name}",
  column: {
    title: "Title",
    status: "Status",
    priority: "Priority",
    due: "Date",
    start: "Start",
    deadline: "Deadline",
    labels: "Labels",
    assignees: "Assigned to",
    place: "Project",
    created: "Created",
    updated: "Updated",
  },
} as const;
