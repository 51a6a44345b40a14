import Link from "next/link";
import type { NamedTask } from "../../entities/task/task-by-name.ts";
import { taskPath } from "../../entities/workspace/path.ts";
import { serverTranslator } from "../../i18n/request-locale.ts";
import { ColorDot } from "../../ui/color-dot.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";

/** Page that lists the tasks sharing a name, each with its project. */
export async function TaskChoice({ slug, name, tasks }: { slug: string; name: string; tasks: NamedTask[] }) {
  const t = await serverTranslator();
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-3xl px-3 pt-4 pb-24 outline-none sm:px-6 lg:pt-6">
      <PageHeading title={t("task.choice.title")} text={t("task.choice.text", { name })} />
      <ul>
        {tasks.map(({ task, project }) => (
          <li key={task.id}>
            <Link
              href={taskPath(slug, task)}
              prefetch={false}
              className="block min-h-14 rounded-md px-2 py-2 hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span dir="auto" className="block break-words">
                {task.title}
              </span>
              <span className="mt-0.5 inline-flex items-center gap-1.5 text-xs text-muted">
                <ColorDot color={project.color} />
                <bdi>{project.isInbox ? t("navigation.inbox") : project.name}</bdi>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </main>
  );
}
