/** Maximum depth of nested tasks, the outermost included. */
export const TASK_DEPTH = 5;
/** Maximum number of tasks that one command can name. */
export const BULK_LIMIT = 500;
/** Maximum number of tasks that one command can change, including subtasks and tasks of a section that move along. */
export const TREE_LIMIT = 5_000;
