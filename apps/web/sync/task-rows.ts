import type { AppRouter } from "@docket/api/root";
import type { Id } from "@docket/schema/id";
import type { ListedTask, Task, TaskSummary } from "@docket/schema/task";
import type { QueryClient } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";

/** Most rows in one answer. */
const PAGE = 100;

/** A task as a list or a command answers it; only lists count the sub-tasks. */
export type AnsweredTask = TaskSummary & Partial<Pick<ListedTask, "subtasks">>;

/** The tasks in the answer of a command; null when it tells of none. */
export function rowsIn(answer: unknown): AnsweredTask[] | null {
  if (typeof answer !== "object" || answer === null) return null;
  if ("items" in answer && Array.isArray(answer.items))
    return answer.items.every(isTask) ? answer.items.map(toSummary) : null;
  return isTask(answer) ? [toSummary(answer)] : null;
}

function isTask(value: unknown): value is AnsweredTask | Task {
  return typeof value === "object" && value !== null && "title" in value && "projectId" in value && "rank" in value;
}

function toSummary(task: Task | AnsweredTask): AnsweredTask {
  if (!("description" in task)) return task;
  const { description, ...summary } = task;
  return { ...summary, hasDescription: description !== "" };
}

/** Keeps the description that a command answers, for where the whole task is shown. */
export function putFullTask(queryClient: QueryClient, answer: unknown): void {
  if (!isTask(answer) || !("description" in answer)) return;
  queryClient.setQueriesData<Task>({ queryKey: [["task", "get"]] }, (task) =>
    task?.id === answer.id && task.version <= answer.version ? answer : task,
  );
}

/** Tasks as they are now, as far as the reader may see them; those of the ids that are not in the answer are gone. */
export async function refetchTasks(client: TRPCClient<AppRouter>, workspaceId: Id, ids: Id[]): Promise<ListedTask[]> {
  const pages: Id[][] = [];
  for (let start = 0; start < ids.length; start += PAGE) pages.push(ids.slice(start, start + PAGE));
  const answers = await Promise.all(
    pages.map((page) =>
      client.task.list.query({ workspaceId, limit: PAGE, filter: { ids: page, status: "any", isArchived: "any" } }),
    ),
  );
  return answers.flatMap((answer) => answer.items);
}
