export const quickAdd = {
  title: "New task",
  taskTitle: "Title of the new task",
  placeholder: "What is to be done?",
  description: "Description",
  place: "Project",
  nowhere: "Nowhere",
  another: "adds and stays",
  cancel: "Cancel",
  add: "Add task",
  pasted: "These are {count, number} lines.",
  several: "Make {count, number} tasks",
  one: "Put them on one line",
} as const;
