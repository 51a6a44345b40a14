/** Maximum depth of nested tasks, the outermost included. */
export const MAX_TASK_DEPTH = 5;
/** Maximum number of tasks that one command can name. */
export const MAX_BULK_TASKS = 500;
/** Maximum number of tasks that one command can change, including subtasks and tasks of a section that move along. */
export const MAX_COMMAND_TASKS = 5_000;
