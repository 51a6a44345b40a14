import type { Write } from "./write.ts";

/**
 * Follows the versions that my own edits make. An edit made before the answer to the one before it still names the older
 * version; the server would take my own first edit for somebody else's. It moves on only where nobody came between.
 */
export function createBaseVersions() {
  const next = new Map<string, number>();
  const keyOf = (path: string, id: string, version: number) => `${path}:${id}:${version}`;
  return {
    /** The write with the version that it is based on by now. */
    current: (write: Write): Write["input"] => {
      const { path, input } = write;
      if (!("baseVersion" in input) || !("id" in input)) return input;
      const { id } = input;
      const latest = (version: number): number => {
        const newer = next.get(keyOf(path, id, version));
        return newer === undefined ? version : latest(newer);
      };
      return { ...input, baseVersion: latest(input.baseVersion) };
    },
    /** Notes the version that an answer tells of. */
    answered: (path: Write["path"], sent: Write["input"], answer: unknown): void => {
      if (!("baseVersion" in sent) || !("id" in sent)) return;
      if (typeof answer !== "object" || answer === null || !("version" in answer)) return;
      if (answer.version === sent.baseVersion + 1) next.set(keyOf(path, sent.id, sent.baseVersion), answer.version);
    },
  };
}
