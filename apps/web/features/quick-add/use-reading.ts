"use client";

import { wallClock } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { dateOrderOf } from "@docket/schema/format-locale";
import { bestLocale } from "@docket/schema/locale";
import { namesOfPeople } from "@docket/schema/quick-add/people-names";
import { TOKEN_KINDS } from "@docket/schema/quick-add/quick-add";
import type { KnownNames, QuickAdd, TokenKind } from "@docket/schema/quick-add/quick-add";
import { use, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { loadQuickAddParser } from "../../entities/draft/load-quick-add-parser.ts";
import type { QuickAddLine } from "../../entities/draft/new-task-draft.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { canEditIn, useLabels, usePeople, useProjects, useSections } from "../../entities/workspace/use-entities.ts";
import { onFirstDay } from "./on-first-day.ts";
import { useCreatedNames } from "./use-created-names.ts";
import type { CreateName } from "./use-created-names.ts";

// Lines should be readable as soon as the user begins to type.
if (typeof document !== "undefined") void loadQuickAddParser(bestLocale([document.documentElement.lang]));

/** The signs of names that depend on the project of the task. */
const SIGNS_IN_PROJECT = /[#+/]/;

/** The meaning of a line, and what it refers to. */
export type Reading = {
  typed: QuickAdd;
  names: KnownNames;
  /** The project of the task, whose sections and members can be typed. */
  projectId: string | null;
  members: ReadonlySet<string>;
  /** Whether the sections and members of the project have been loaded, if the line could refer to any. */
  isReady: boolean;
  /** Reads another line in the same project. */
  read: (line: QuickAddLine, kinds?: readonly TokenKind[]) => QuickAdd;
  /** Creates a project or label; null if the user's role doesn't allow it. */
  createName: CreateName | null;
};

/** What the meaning of a line depends on, besides the viewer. */
type ReadingOptions = {
  /** The project of the task if the line names none. */
  homeId: string | null;
  /** The day of the task if the line only contains a time. */
  day?: Day | undefined;
  /** The kinds of tokens that are recognised. */
  kinds?: readonly TokenKind[];
};

/** Returns the meaning of a line as it is typed. Suspends until the parser has been loaded. */
export function useReading(line: QuickAddLine, { homeId, day, kinds = TOKEN_KINDS }: ReadingOptions): Reading {
  const tag = useLocale();
  const parser = use(loadQuickAddParser(bestLocale([tag])));
  const { today, timeZone, weekStart } = useViewer();
  const t = useTranslations("task");
  const known = useProjects();
  const labels = useLabels();
  const created = useCreatedNames();

  const projects = useMemo(
    () => [
      ...known.items.filter(canEditIn).map(({ id, name, isInbox }) => ({ id, name: isInbox ? t("inbox") : name })),
      ...created.projects.filter(({ id }) => !known.byId.has(id)),
    ],
    [created.projects, known, t],
  );

  const readWith = useMemo(
    () =>
      (names: KnownNames, projectId: string | null) =>
      ({ title, plain }: QuickAddLine, kinds: readonly TokenKind[]) => {
        const { minutes } = wallClock(new Date(), timeZone);
        const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
        const typed = parser.parseQuickAdd(title, {
          today,
          day: day !== undefined && day > today ? day : null,
          now: `${hour}:${minute}`,
          timeZone,
          weekStart,
          languages: parser.languages,
          dayMonthOrder: dateOrderOf(tag) === "month" ? "monthFirst" : "dayFirst",
          names,
          projectId,
          kinds,
          dismissed: plain.map((range) => parser.dismissalOf(title, range)),
        });
        return onFirstDay(typed);
      },
    [day, parser, tag, timeZone, today, weekStart],
  );

  const projectId = useMemo(
    () =>
      readWith({ projects, sections: [], labels: [], people: [] }, null)(
        line,
        kinds.filter((kind) => kind === "project"),
      ).projectId ?? homeId,
    [homeId, kinds, line, projects, readWith],
  );
  // The server does not know a project yet that was created a moment ago.
  const knownId = projectId !== null && known.byId.has(projectId) ? projectId : null;
  const sections = useSections(knownId);
  const people = usePeople(knownId);
  const names = useMemo<KnownNames>(
    () => ({
      projects,
      sections: sections ?? [],
      labels: labels.items,
      people: namesOfPeople(people ?? []),
    }),
    [labels.items, people, projects, sections],
  );
  const read = useMemo(() => {
    const readLine = readWith(names, projectId);
    return (other: QuickAddLine, some = kinds) => readLine(other, some);
  }, [kinds, names, projectId, readWith]);
  const typed = useMemo(() => read(line), [line, read]);

  return {
    typed,
    names,
    projectId,
    members: useMemo(() => new Set(people?.map(({ userId }) => userId)), [people]),
    isReady: !SIGNS_IN_PROJECT.test(line.title) || knownId === null || (sections !== undefined && people !== undefined),
    read,
    createName: created.create,
  };
}
