"use client";

import { addDays, isDay } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { dayOfWhen, putOnDay } from "@docket/schema/when-day";
import { useActions } from "../../actions/use-actions.tsx";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { useViewer } from "../../entities/viewer/viewer.tsx";

/**
 * Registers the actions that move tasks by days or weeks with the keyboard. Tasks without a due date are not moved.
 *
 * @param onMoved receives the id of the first moved task and its new day
 */
export function useDayActionHandlers(actions: TaskActions, onMoved: (id: string, day: Day) => void): void {
  const scope = useTaskScope();
  const { timeZone } = useViewer();
  const move = (by: number) => (): void | false => {
    const dates = scope
      .targets()
      .filter(scope.canEdit)
      .flatMap((task) => {
        if (task.due === null) return [];
        const day = addDays(dayOfWhen(task.due, timeZone), by);
        return isDay(day) ? [{ task, day, due: putOnDay(task.due, day, timeZone) }] : [];
      });
    const [first] = dates;
    if (!first) return false;
    actions.reschedule(dates);
    onMoved(first.task.id, first.day);
    return undefined;
  };
  useActions({
    "task.dayEarlier": move(-1),
    "task.dayLater": move(1),
    "task.weekEarlier": move(-7),
    "task.weekLater": move(7),
  });
}
