"use client";

import type { ListedTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { useLabels } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useReplica } from "../../replica/replica-provider.tsx";
import { ChoiceList } from "../../ui/choice-list.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";

/**
 * Picker that adds and removes labels of tasks. A label is checked if all tasks have it. Typing an unknown name creates
 * a label.
 */
export function LabelPicker({ tasks, actions }: { tasks: ListedTask[]; actions: Pick<TaskActions, "toggleLabel"> }) {
  const labels = useLabels();
  const replica = useReplica();
  const { role } = useWorkspace();
  const t = useTranslations("task.pick");
  const [search, setSearch] = useState("");
  /** Changes since the picker was opened. The `tasks` are a snapshot from that moment. */
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const isOn = (id: string) => chosen.get(id) ?? tasks.every(({ labelIds }) => labelIds.includes(id));
  const toggle = (id: string, isNowOn: boolean) => {
    setChosen(new Map(chosen).set(id, isNowOn));
    actions.toggleLabel(tasks, id, isNowOn);
  };
  return (
    <ChoiceList
      label={t("labels")}
      search={search}
      onSearch={setSearch}
      nothing={t("noLabel")}
      choices={labels.items.map(({ id, name, color }) => ({
        id,
        text: name,
        icon: <ColorDot color={color} />,
        isChosen: isOn(id),
      }))}
      onChoose={(id) => toggle(id, !isOn(id))}
      {...(role === "guest"
        ? {}
        : {
            create: {
              text: (name: string) => t("createLabel", { name }),
              run: (name: string) => {
                const id = uuidv7();
                replica.write("label.create", { id, name });
                toggle(id, true);
                setSearch("");
              },
            },
          })}
    />
  );
}
