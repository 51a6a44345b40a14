import type { UndoResult } from "@docket/schema/change";
import type { Write } from "./write.ts";

/**
 * Keeps track of the versions that the user's own edits create. An edit that is made before the previous one is
 * acknowledged names the version before both, and the server would treat the user's previous edit as someone else's.
 * The base version advances only past the user's own edits, so that other people's edits still conflict.
 */
export function createBaseVersions() {
  const own = new Set<string>();
  const keyOf = (id: string, version: number) => `${id}:${version}`;
  return {
    /** Returns the input of a write with its base version advanced past the user's own edits. */
    current: ({ input }: Write): Write["input"] => {
      if (!("baseVersion" in input) || !("id" in input)) return input;
      let { baseVersion } = input;
      while (own.has(keyOf(input.id, baseVersion + 1))) baseVersion += 1;
      return { ...input, baseVersion };
    },
    /** Records the versions in an answer. */
    answered: (sent: Write["input"], answer: unknown): void => {
      // Safe because an entity has a version, and only undoing answers with versions.
      const { version, versions = [] } = (answer ?? {}) as Partial<UndoResult> & { version?: number };
      if ("baseVersion" in sent && "id" in sent && version === sent.baseVersion + 1) own.add(keyOf(sent.id, version));
      for (const changed of versions) own.add(keyOf(changed.id, changed.version));
    },
  };
}
