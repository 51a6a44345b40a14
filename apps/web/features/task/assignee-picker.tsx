"use client";

import type { ListedTask } from "@docket/schema/task";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { usePeopleOf } from "../../entities/workspace/use-entities.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ChoiceList } from "../../ui/choice-list.tsx";

/** Picker for the assignees of tasks. It offers the users who are members of all of the tasks' projects. */
export function AssigneePicker({
  tasks,
  actions,
}: {
  tasks: ListedTask[];
  actions: Pick<TaskActions, "setAssignees">;
}) {
  const t = useTranslations("task.pick");
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(tasks[0]?.assigneeIds.filter((id) => tasks.every(({ assigneeIds }) => assigneeIds.includes(id)))),
  );
  const projectIds = [...new Set(tasks.map(({ projectId }) => projectId))];
  const lists = usePeopleOf(projectIds);
  const [first, ...others] = lists.map((people) => people ?? []);
  const people = (first ?? []).filter(({ userId }) =>
    others.every((list) => list.some((one) => one.userId === userId)),
  );
  const toggle = (userId: string) => {
    const next = new Set(chosen);
    if (!next.delete(userId)) next.add(userId);
    setChosen(next);
    actions.setAssignees(tasks, [...next]);
  };
  return (
    <ChoiceList
      label={t("assign")}
      search={search}
      onSearch={setSearch}
      isLoading={lists.includes(undefined)}
      nothing={t("nobody")}
      choices={people.map(({ userId, name }) => ({
        id: userId,
        text: name,
        icon: <Avatar name={name} />,
        isChosen: chosen.has(userId),
      }))}
      onChoose={toggle}
    />
  );
}
