/** Levels of sub-tasks below a task, itself included. */
export const TASK_DEPTH = 5;
/** Tasks that one command may name. */
export const BULK_LIMIT = 500;
/** Tasks that one command may change, with those that go along because they hang below, or lie in the same section. */
export const TREE_LIMIT = 5_000;
