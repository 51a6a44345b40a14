"use client";

import type { ListedTask } from "@docket/schema/task";
import { TaskRow } from "./task-row.tsx";
import type { TaskActions } from "./use-task-actions.ts";
import type { TaskNode } from "./use-tasks.ts";

type TaskListProps = {
  name: string;
  nodes: TaskNode[];
  canEdit: boolean;
  labels: Map<string, string>;
  actions: TaskActions;
  onMove: (task: ListedTask) => void;
  onDue: (task: ListedTask) => void;
};

/** Tasks in their order, with sub-tasks below their parents. */
export function TaskList({ name, nodes, ...rest }: TaskListProps) {
  if (nodes.length === 0) return null;
  const siblings = nodes.map((node) => node.task);
  return (
    <ul aria-label={name}>
      {nodes.map(({ task, children }, index) => (
        <li key={task.id}>
          <TaskRow
            {...rest}
            task={task}
            onShift={(by) => {
              const place = placeBeside(siblings, index, by);
              if (place) rest.actions.move(task, place);
            }}
            onMove={() => rest.onMove(task)}
            onDue={() => rest.onDue(task)}
          />
          {children.length > 0 && (
            <div className="ps-6">
              <TaskList name={`Sub-tasks of ${task.title}`} nodes={children} {...rest} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The place one step up or down, said by neighbours. */
function placeBeside(siblings: ListedTask[], index: number, by: -1 | 1) {
  const neighbour = siblings[index + by];
  if (!neighbour) return null;
  return by === 1 ? { after: neighbour.id } : { before: neighbour.id };
}
