"use client";

import type { Project } from "@docket/schema/project";
import type { ListedTask } from "@docket/schema/task";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo, useState } from "react";
import type { TaskListInput } from "../../sync/task-list.ts";
import { taskList } from "../../sync/task-list.ts";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { Button } from "../../ui/button.tsx";
import { useViewer } from "../session/viewer.tsx";
import { DueDialog } from "../task/due-dialog.tsx";
import { formatDay } from "../task/format.ts";
import { MoveDialog } from "../task/move-dialog.tsx";
import { TaskRow } from "../task/task-row.tsx";
import { useTaskActions } from "../task/use-task-actions.ts";
import { projectPath } from "../workspace/path.ts";
import { todayLists } from "./today-lists.ts";

/** What is to be done today, in all projects, with what should have been done before apart. */
export function TodayView({ workspaceId, slug }: { workspaceId: string; slug: string }) {
  const { today, timeZone } = useViewer();
  const lists = useMemo(() => todayLists(workspaceId, today, timeZone), [workspaceId, today, timeZone]);
  const [asked, setAsked] = useState<{ task: ListedTask; what: "due" | "move" } | null>(null);
  const actions = useTaskActions();
  const overdue = useTasks(lists.overdue);
  const due = useTasks(lists.due);
  const trpc = useTRPC();
  const projects = useQuery(trpc.project.list.queryOptions({ workspaceId, limit: 100 }));
  const labels = useQuery(trpc.label.list.queryOptions({ workspaceId, limit: 100 }));
  const projectOf = useMemo(
    () => new Map(projects.data?.items.map((project) => [project.id, project])),
    [projects.data],
  );
  const labelNames = useMemo(() => new Map(labels.data?.items.map((label) => [label.id, label.name])), [labels.data]);
  const isLoaded = overdue.isSuccess && due.isSuccess;

  return (
    <main id="content" className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-8" tabIndex={-1}>
      <h1 className="text-2xl font-semibold">Today</h1>
      <p className="mb-6 text-muted">{formatDay(today, today)}</p>
      {[
        { name: "Overdue", list: overdue },
        { name: "Due today", list: due },
      ].map(({ name, list }) => (
        <Part
          key={name}
          name={name}
          list={list}
          slug={slug}
          projects={projectOf}
          labels={labelNames}
          actions={actions}
          onAsk={setAsked}
        />
      ))}
      {isLoaded && overdue.tasks.length + due.tasks.length === 0 && (
        <p className="py-10 text-center text-muted">All clear for today. What you give a day shows up here.</p>
      )}
      {asked?.what === "due" && <DueDialog task={asked.task} actions={actions} onClose={() => setAsked(null)} />}
      {asked?.what === "move" && <MoveDialog task={asked.task} actions={actions} onClose={() => setAsked(null)} />}
    </main>
  );
}

function useTasks(input: TaskListInput) {
  const query = useInfiniteQuery(taskList(useTRPCClient(), input));
  const tasks = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { ...query, tasks };
}

type PartProps = {
  name: string;
  list: ReturnType<typeof useTasks>;
  slug: string;
  projects: Map<string, Project>;
  labels: Map<string, string>;
  actions: ReturnType<typeof useTaskActions>;
  onAsk: (asked: { task: ListedTask; what: "due" | "move" }) => void;
};

function Part({ name, list, slug, projects, labels, actions, onAsk }: PartProps) {
  if (list.tasks.length === 0) return null;
  return (
    <section aria-label={name} className="mb-6">
      <h2 className="border-b border-line pb-1 font-semibold">{name}</h2>
      <ul aria-label={name}>
        {list.tasks.map((task) => {
          const project = projects.get(task.projectId);
          return (
            <li key={task.id}>
              <TaskRow
                task={task}
                canEdit={project?.role === "editor" || project?.role === "manager"}
                labels={labels}
                actions={actions}
                onMove={() => onAsk({ task, what: "move" })}
                onDue={() => onAsk({ task, what: "due" })}
                place={
                  project && (
                    <Link className="hover:underline" href={projectPath(slug, project.id)}>
                      {project.name}
                    </Link>
                  )
                }
              />
            </li>
          );
        })}
      </ul>
      {list.hasNextPage && (
        <Button className="mt-3 w-full" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {list.isFetchingNextPage ? "Loading…" : "Show more tasks"}
        </Button>
      )}
    </section>
  );
}
