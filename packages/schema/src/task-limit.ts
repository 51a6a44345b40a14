/** Levels of sub-tasks below a task, itself included. */
export const TASK_DEPTH = 5;
/** Tasks that one command may touch. */
export const BULK_LIMIT = 500;
