/** Maximum depth of nested tasks, including the outermost one. */
export const MAX_TASK_DEPTH = 5;
/** Maximum number of task IDs in the input of one command. */
export const MAX_BULK_TASKS = 500;
/** Maximum number of tasks that one command can change, including subtasks and tasks that move along with a section. */
export const MAX_COMMAND_TASKS = 5_000;
/** Maximum number of reminders of one person on a task. */
export const MAX_REMINDERS = 20;
