import { newId } from "../../../packages/client/src/client.ts";
import type { Check } from "../check.ts";
import { FAULTS } from "./fault.ts";
import type { Installation } from "./installation.ts";
import { createLedger } from "./ledger.ts";
import { runRound } from "./round.ts";
import { verify } from "./verify.ts";
import type { Verdict } from "./verify.ts";

/** An acknowledged write must be lost within this many rounds. */
const ATTEMPTS = 6;

/**
 * Introduces faults that the proof must find: a client that retries writes with new IDs, a change log with a missing
 * entry, and a database that acknowledges writes before they are durable. The installation can't be used afterwards.
 */
export async function controlChecks(installation: Installation, random: () => number): Promise<Check[]> {
  return [
    found("a client that sends again under new ids", "doubled", await repeatUnderNewIds(installation)),
    found("a line removed from the change log", "broken", await removeLine(installation)),
    found(
      "a database that answers before it has written (synchronous_commit = off)",
      "lost",
      await acknowledgeEarly(installation, random),
    ),
  ];
}

function found(name: string, kind: keyof Verdict, verdict: Verdict): Check {
  const count = verdict[kind].length;
  return { name: `Planted: ${name}`, expected: `${kind} > 0`, found: `${count} ${kind}`, isPassed: count > 0 };
}

async function repeatUnderNewIds({ desk, proxy, asOwner }: Installation): Promise<Verdict> {
  const { docket, workspaceId, projectId } = desk;
  const create = (title: string) =>
    docket.workspace(workspaceId).task.create.mutate({ commandId: newId(), id: newId(), projectId, title });
  proxy.cut(0.9);
  const titles = Array.from({ length: 10 }, (_, index) => `Repeated ${index}`);
  // A failed call means that the client has exhausted its own retries. The second call creates the task again.
  await Promise.all(titles.map((title) => create(title).catch(() => undefined)));
  proxy.cut(0);
  await Promise.all(titles.map(create));
  return asOwner((owner) => verify(owner, createLedger()));
}

async function removeLine({ asOwner }: Installation): Promise<Verdict> {
  return asOwner(async (owner) => {
    await owner.query(
      "DELETE FROM change WHERE (workspace_id, seq) IN (SELECT workspace_id, max(seq) FROM change GROUP BY workspace_id)",
    );
    return verify(owner, createLedger());
  });
}

async function acknowledgeEarly(installation: Installation, random: () => number): Promise<Verdict> {
  const fault = FAULTS.find(({ name }) => name === "kill -9 of both");
  if (!fault) throw new Error("The fault that ends everything is gone.");
  await installation.asOwner(async (owner) => {
    const { rows } = await owner.query<{ name: string }>("SELECT quote_ident(current_database()) AS name");
    await owner.query(`ALTER DATABASE ${rows[0]?.name} SET synchronous_commit = off`);
  });
  // The setting applies only to new connections, so everything is restarted.
  await fault.cause(installation, random);
  await installation.recover();
  const ledger = createLedger();
  const look = () => installation.asOwner((owner) => verify(owner, ledger));
  let verdict = await look();
  for (let attempt = 1; attempt <= ATTEMPTS && verdict.lost.length === 0; attempt += 1) {
    await runRound(installation, ledger, { fault, name: `early-${attempt}`, random }).catch(() => undefined);
    verdict = await look();
  }
  return verdict;
}
