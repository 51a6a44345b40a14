import type { AnyTRPCProcedure } from "@trpc/server";
import type { Id } from "../../../packages/schema/src/id.ts";
import { leaksIn } from "./place.ts";
import type { Attacker, Population } from "./population.ts";

/** Streams that are read during a sweep. */
export type OpenStreams = {
  count: number;
  /**
   * Ends the streams.
   *
   * @returns the places that the streams revealed to attackers who are not allowed to see them
   */
  end: () => Promise<Set<string>>;
};

/**
 * Opens every subscription as every attacker, in the shared workspace and in one that the attacker is not a member of.
 *
 * @param origin the origin of the server
 */
export function openStreams(
  origin: string,
  procedures: Map<string, AnyTRPCProcedure>,
  { attackers, fixture, foreignWorkspaceId, placeOf }: Population,
): OpenStreams {
  const stop = new AbortController();
  const paths = [...procedures].filter(([, { _def }]) => _def.type === "subscription").map(([path]) => path);
  const leaks = new Set<string>();
  const follow = async (path: string, attacker: Attacker, workspaceId: Id) => {
    const input = JSON.stringify({ workspaceId });
    const text = await readStream(
      `${origin}/api/trpc/${path}?input=${encodeURIComponent(input)}`,
      attacker,
      stop.signal,
    );
    for (const leak of leaksIn(text, input, attacker.sees, placeOf)) leaks.add(`${path} as ${attacker.name}: ${leak}`);
  };
  const readers = paths.flatMap((path) =>
    attackers.flatMap((attacker) =>
      [fixture.workspaceId, foreignWorkspaceId].map((workspaceId) => follow(path, attacker, workspaceId)),
    ),
  );
  return {
    count: readers.length,
    end: async () => {
      stop.abort();
      await Promise.all(readers);
      return leaks;
    },
  };
}

async function readStream(url: string, { headers }: Attacker, signal: AbortSignal): Promise<string> {
  let text = "";
  try {
    const response = await fetch(url, { headers: { ...headers, accept: "text/event-stream" }, signal });
    text += JSON.stringify([...response.headers]);
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk as Uint8Array, { stream: true });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return text;
}
