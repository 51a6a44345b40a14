import { foldText } from "../fold-text.ts";
import type { NamedId } from "./quick-add.ts";

/** Returns the names of people: full names, and first names that only one of them has. */
export function namesOfPeople(people: readonly { userId: string; name: string }[]): NamedId[] {
  const firstNames = people.map(({ name }) => foldText(firstNameOf(name)));
  const unique = people.filter(
    ({ name }, index) =>
      firstNameOf(name) !== name && firstNames.every((other, at) => at === index || other !== firstNames[index]),
  );
  return [
    ...people.map(({ userId, name }) => ({ id: userId, name })),
    ...unique.map(({ userId, name }) => ({ id: userId, name: firstNameOf(name) })),
  ];
}

function firstNameOf(name: string): string {
  return name.trim().split(/\s+/, 1)[0] ?? "";
}
