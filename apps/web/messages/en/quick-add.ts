export const quickAdd = {
  title: "New task",
  taskTitle: "Title of the new task",
  placeholder: "What needs to be done?",
  description: "Description",
  place: "Project",
  nowhere: "No project",
  another: "add and create another",
  cancel: "Cancel",
  add: "Add task",
  pasted: "You pasted {count, number} lines.",
  several: "Add {count, number} tasks",
  one: "Keep as one task",
} as const;
