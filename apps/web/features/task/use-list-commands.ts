"use client";

import { useCommands } from "../command/use-commands.tsx";
import { focusedTaskId, useTaskScope } from "./task-scope.tsx";
import { useOpenTask } from "./use-open-task.ts";

/** Moving about in the tasks that are shown, and selecting them. */
export function useListCommands(): void {
  const scope = useTaskScope();
  const [openId, open] = useOpenTask();

  /** Puts the focus so many tasks further; an open panel goes along. */
  const step = (by: number): string | false => {
    const { order, focus, step: further } = scope.shown();
    // A sub-task that has the focus in the panel stands in no list.
    const from = [focusedTaskId(), openId].find((id) => id !== null && order.includes(id)) ?? null;
    const at = from === null ? -1 : order.indexOf(from);
    const beside = from !== null && further ? further(from, by) : order[at + by];
    const next = at < 0 ? order.at(by > 0 ? 0 : -1) : beside;
    if (next === undefined) return false;
    focus(next);
    if (openId !== null) open(next);
    return next;
  };
  const go = (by: number) => (step(by) === false ? false : undefined);
  const goToEnd = (at: 0 | -1) => {
    const { order, focus, focusLast } = scope.shown();
    const id = order.at(at);
    if (id === undefined) return false;
    if (at === -1 && focusLast) focusLast();
    else focus(id);
    return undefined;
  };
  const extend = (by: number) => {
    const { order } = scope.shown();
    const from = focusedTaskId();
    if (from === null) return false;
    if (scope.selection.size() === 0) scope.selection.toggle(from);
    const next = step(by);
    if (next === false) return false;
    scope.selection.extendTo(next, order);
    return undefined;
  };

  useCommands({
    "list.next": () => go(1),
    "list.previous": () => go(-1),
    "list.first": () => goToEnd(0),
    "list.last": () => goToEnd(-1),
    // The title's link and the drag listen to these keys themselves; here they are told of.
    "list.open": () => false,
    "list.carry": () => false,
    "list.select": () => {
      const id = focusedTaskId();
      if (id === null) return false;
      scope.selection.toggle(id);
      return undefined;
    },
    "list.extendDown": () => extend(1),
    "list.extendUp": () => extend(-1),
    "list.selectAll": () => {
      const { order } = scope.shown();
      if (order.length === 0) return false;
      scope.selection.set(order);
      return undefined;
    },
    // The panel closes first.
    "list.unselect": () => {
      if (scope.selection.size() === 0) return false;
      scope.selection.clear();
      return undefined;
    },
  });
}
