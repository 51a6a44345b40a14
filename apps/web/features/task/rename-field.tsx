"use client";

import type { ListedTask, TaskFields } from "@docket/schema/task";
import { Suspense, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { InlineText } from "../../ui/inline-text.tsx";
import { RenameOffer } from "../quick-add/rename-offer.tsx";
import type { RenameOfferHandle } from "../quick-add/rename-offer.tsx";

/** The title of a task in a layout while it is being renamed. Ctrl+Enter also sets what is recognised in the new title. */
export function RenameField({ task, actions }: { task: ListedTask; actions: TaskActions }) {
  const scope = useTaskScope();
  const t = useTranslations("task");
  const offerRef = useRef<RenameOfferHandle>(null);
  const [host, setHost] = useState<HTMLElement | null>(null);
  const [title, setTitle] = useState(task.title);
  const close = () => {
    scope.rename(null);
    requestAnimationFrame(() => scope.shownTasks().focus(task.id));
  };
  const take = (changes: TaskFields) => {
    actions.update(task, changes);
    close();
  };
  return (
    <span ref={setHost} className="flex min-w-0 grow">
      <InlineText
        value={task.title}
        label={t("titleOf", { title: task.title })}
        maxLength={500}
        onText={setTitle}
        onModEnter={() => {
          const changes = offerRef.current?.take() ?? null;
          if (changes !== null) take(changes);
          return changes !== null;
        }}
        onDone={(newTitle, isByKey) => {
          if (newTitle !== null) actions.rename(task, newTitle);
          if (isByKey) close();
          else scope.rename(null);
        }}
      />
      <Suspense>
        {host && (
          <RenameOffer
            // The offer follows the field in the order of Tab.
            anchor={host.querySelector("input") ?? host}
            task={task}
            title={title}
            handleRef={offerRef}
            onTake={take}
            onLeave={(to) => {
              if (host.contains(to)) return;
              const newTitle = title.trim();
              if (newTitle !== "" && newTitle !== task.title) actions.rename(task, newTitle);
              scope.rename(null);
            }}
            onCancel={close}
          />
        )}
      </Suspense>
    </span>
  );
}
