import type { UndoResult } from "@docket/schema/change";
import type { Write } from "./write.ts";

/**
 * Keeps track of the versions that the user's own edits create. An edit that is made before the previous one is
 * acknowledged names the version before both, and the server would treat the user's previous edit as someone else's.
 * The base version advances only past the user's own edits, so that other people's edits still conflict.
 */
export function createBaseVersions() {
  const next = new Map<string, number>();
  const keyOf = (id: string, version: number) => `${id}:${version}`;
  const advanceTo = (id: string, version: number) => next.set(keyOf(id, version - 1), version);
  return {
    /** Returns the input of a write with its base version advanced past the user's own edits. */
    current: ({ input }: Write): Write["input"] => {
      if (!("baseVersion" in input) || !("id" in input)) return input;
      const { id } = input;
      const latest = (version: number): number => {
        const newer = next.get(keyOf(id, version));
        return newer === undefined ? version : latest(newer);
      };
      return { ...input, baseVersion: latest(input.baseVersion) };
    },
    /** Records the versions in an answer. */
    answered: (sent: Write["input"], answer: unknown): void => {
      if (typeof answer !== "object" || answer === null) return;
      if ("baseVersion" in sent && "id" in sent && "version" in answer && answer.version === sent.baseVersion + 1)
        advanceTo(sent.id, answer.version);
      // Safe because only undoing answers with versions.
      if ("versions" in answer && Array.isArray(answer.versions))
        for (const { id, version } of answer.versions as UndoResult["versions"]) advanceTo(id, version);
    },
  };
}
