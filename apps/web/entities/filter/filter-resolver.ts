import { createResolver } from "@docket/schema/filter/resolver";
import type { Named, Resolver } from "@docket/schema/filter/resolver";
import type { Label } from "@docket/schema/label";
import type { Project } from "@docket/schema/project";
import type { Section } from "@docket/schema/section";
import type { WorkspacePerson } from "@docket/schema/workspace";

/** The entities to which a filter can refer by name. */
export type FilterNames = {
  projects: readonly Project[];
  sections: readonly Section[];
  labels: readonly Label[];
  members: readonly WorkspacePerson[];
};

/**
 * Creates a resolver that converts between ids and the names in a filter's text. Projects are found by key or name. The
 * server chooses the key, so a project that was just created has none.
 */
export function filterResolver({ projects, sections, labels, members }: FilterNames): Resolver {
  return createResolver([
    ...projects.map(({ id, key, name }): Named => ({ field: "project", id, names: key === "" ? [name] : [key, name] })),
    ...sections.map(({ id, name }): Named => ({ field: "section", id, names: [name] })),
    ...labels.map(({ id, name }): Named => ({ field: "label", id, names: [name] })),
    ...members.map(({ userId, name }): Named => ({ field: "assignee", id: userId, names: [name] })),
  ]);
}
