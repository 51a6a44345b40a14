import { newId } from "@docket/client";
import type { DateSettings } from "@docket/schema/account";
import { clockTimeOf, wallClock } from "@docket/schema/day";
import { dateOrderOf, formatLocale } from "@docket/schema/format-locale";
import type { Id } from "@docket/schema/id";
import type { Locale } from "@docket/schema/locale";
import { bestLocale } from "@docket/schema/locale";
import type { Project } from "@docket/schema/project";
import { english } from "@docket/schema/quick-add/english";
import { german } from "@docket/schema/quick-add/german";
import type { Language } from "@docket/schema/quick-add/language";
import { parseQuickAdd } from "@docket/schema/quick-add/parse";
import { namesOfPeople } from "@docket/schema/quick-add/people-names";
import type { KnownNames, NamedId, QuickAdd, UnknownName } from "@docket/schema/quick-add/quick-add";
import { UsageError } from "../failure.ts";
import type { Connection } from "./connection.ts";
import { readAll } from "./connection.ts";
import { listLabels, listSections } from "./lookup.ts";

const LANGUAGES: Record<Locale, readonly Language[]> = { en: [english], de: [german] };

/** The meaning of a line, the names that it refers to, and those of them that must be created. */
export type TaskLine = { meaning: QuickAdd; names: KnownNames; created: { projects: NamedId[]; labels: NamedId[] } };

type LineOptions = {
  settings: DateSettings;
  projects: readonly Project[];
  /** The project whose sections the line refers to if it names no project. */
  projectId: Id | undefined;
  /** Whether unknown projects and labels are to be created. */
  canCreate: boolean;
  /** Whether nothing is recognised, so that the line is the title. */
  isLiteral: boolean;
};

/**
 * Reads a line of quick add, in the language, zone and date format of the account.
 *
 * @throws UsageError for a name after a sign that does not exist and is not to be created
 */
export async function readTaskLine(connection: Connection, line: string, options: LineOptions): Promise<TaskLine> {
  const { settings, projectId } = options;
  const now = wallClock(new Date(), settings.timeZone);
  const context = {
    today: now.day,
    now: clockTimeOf(now.minutes),
    timeZone: settings.timeZone,
    languages: LANGUAGES[bestLocale([settings.locale])],
    dayMonthOrder: dateOrderOf(formatLocale(settings)) === "day" ? "dayFirst" : "monthFirst",
    weekStart: settings.weekStart,
    projectId: projectId ?? null,
    ...(options.isLiteral && { kinds: [] }),
  } as const;
  const created: TaskLine["created"] = { projects: [], labels: [] };
  const known = options.isLiteral ? { labels: [], people: [] } : await namesIn(connection, line);
  let names: KnownNames = { ...known, projects: options.projects, sections: [] };
  let meaning = parseQuickAdd(line, { ...context, names });
  if (meaning.unknown.length > 0) {
    if (!options.canCreate) throw new UsageError(unknownNames(meaning.unknown));
    const people = meaning.unknown.filter(({ kind }) => kind === "person");
    if (people.length > 0) throw new UsageError(unknownNames(people));
    created.projects = newNames(meaning.unknown, "project");
    created.labels = newNames(meaning.unknown, "label");
    names = {
      ...names,
      projects: [...names.projects, ...created.projects],
      labels: [...names.labels, ...created.labels],
    };
    meaning = parseQuickAdd(line, { ...context, names });
  }
  const home = meaning.projectId ?? projectId;
  if (options.isLiteral || !line.includes("/") || home === undefined || created.projects.some(({ id }) => id === home))
    return { meaning, names, created };
  names = { ...names, sections: await listSections(connection, home) };
  return { meaning: parseQuickAdd(line, { ...context, names }), names, created };
}

/** Lists the names that the line can refer to. Nothing is requested for signs that it does not contain. */
async function namesIn(connection: Connection, line: string): Promise<Pick<KnownNames, "labels" | "people">> {
  const [labels, people] = await Promise.all([
    line.includes("@") ? listLabels(connection) : [],
    line.includes("+") ? readAll((page) => connection.workspace.workspace.listPeople.query(page)) : [],
  ]);
  return { labels, people: namesOfPeople(people) };
}

function newNames(unknown: readonly UnknownName[], kind: UnknownName["kind"]): NamedId[] {
  const names = new Set(unknown.filter((one) => one.kind === kind).map(({ name }) => name));
  return [...names].map((name) => ({ id: newId(), name }));
}

const SIGNS: Record<UnknownName["kind"], string> = { project: "#", section: "/", label: "@", person: "+" };

function unknownNames(unknown: readonly UnknownName[]): string {
  const list = unknown.map(({ kind, name }) => `${kind} ${SIGNS[kind]}${name}`).join(" and no ");
  const canCreate = unknown.every(({ kind }) => kind !== "person");
  return `There is no ${list}. ${canCreate ? "Create it with --create, or use" : "Use"} --literal to keep the text as it is.`;
}
