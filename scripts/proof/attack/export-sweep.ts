import { request } from "undici";
import { EXPORT_PATH } from "../../../packages/schema/src/export-line.ts";
import { uuidv7 } from "../../../packages/schema/src/uuid.ts";
import type { Answer } from "./caller.ts";
import type { PlaceName } from "./place.ts";
import { PLACES, leaksIn } from "./place.ts";
import type { Attacker, Population } from "./population.ts";
import { responseSignature } from "./sweep.ts";

/** The result of the export sweep. Each finding is one line that names the place and the attacker. */
export type ExportReport = {
  calls: number;
  leaks: Set<string>;
  /** Responses that distinguish a hidden ID from one that does not exist. */
  oracles: Set<string>;
  /** Places whose planted word is missing from exports requested by their own readers. */
  unseen: string[];
};

/**
 * Places that an attacker can see only in exports. This attacker's token belongs to the manager and allows only
 * exports.
 */
const SEEN_IN_EXPORTS: Readonly<Record<string, readonly PlaceName[]>> = { tokenWithoutScope: ["shared", "other"] };
const NOTHING_SEEN: ReadonlySet<PlaceName> = new Set();

/**
 * As every attacker, requests exports of every workspace, of every project in it, and of every project combined with
 * the ID of the attacker's own workspace. Exports are not procedures, so the sweep in sweep.ts does not include them.
 *
 * @param origin the origin of the server
 */
export async function sweepExports(origin: string, population: Population): Promise<ExportReport> {
  const { attackers, readers, bags, placeOf } = population;
  const report: ExportReport = { calls: 0, leaks: new Set(), oracles: new Set(), unseen: [] };
  const ask = async ({ headers }: Attacker, query: string): Promise<Answer> => {
    report.calls += 1;
    const answer = await request(`${origin}${EXPORT_PATH}?${query}`, { headers });
    return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
  };
  const leaksFor = (answer: Answer, query: string, sees: ReadonlySet<PlaceName>) =>
    leaksIn(`${JSON.stringify(answer.headers)}\n${answer.body}`, query, sees, placeOf);

  for (const { place, attacker } of readers) {
    const answer = await ask(attacker, queryOf(bags[place].workspace?.[0]));
    const found = leaksFor(answer, "", NOTHING_SEEN);
    if (!found.includes(`a text of "${place}"`)) report.unseen.push(place);
  }
  for (const attacker of attackers) {
    const sees = new Set([...attacker.sees, ...(SEEN_IN_EXPORTS[attacker.name] ?? [])]);
    for (const workspace of new Set([bags.shared, bags.theirs, attacker.home].map(({ workspace: ids }) => ids?.[0]))) {
      const nowhere = responseSignature(await ask(attacker, queryOf(workspace, uuidv7())));
      for (const place of [null, ...PLACES]) {
        const query = queryOf(workspace, place === null ? undefined : bags[place].project?.[0]);
        const answer = await ask(attacker, query);
        const words = `export of ${place ?? "a workspace"} as ${attacker.name}`;
        for (const leak of leaksFor(answer, query, sees)) report.leaks.add(`${words}: ${leak}`);
        const isHidden = place !== null && !sees.has(place);
        const refusal = responseSignature(answer);
        if (isHidden && refusal !== nowhere)
          report.oracles.add(`${words} is answered with ${refusal}, nowhere with ${nowhere}`);
      }
    }
  }
  return report;
}

function queryOf(workspace = uuidv7(), project?: string): string {
  return new URLSearchParams({ workspace, ...(project !== undefined && { project }) }).toString();
}
