/** The parameter of an address that opens a task beside its list. */
export const TASK_PARAMETER = "task";
