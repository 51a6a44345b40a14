import { examineInstallation } from "@docket/core/operations/doctor/examine";
import type { Finding } from "@docket/core/operations/doctor/examine";
import { examineStrayClusters } from "@docket/core/operations/doctor/stray-cluster";
import { withInstallation } from "@docket/core/operations/operator";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { isJson } from "../cli.ts";
import { FaultsFound } from "../failure.ts";

const MARKS = { good: "ok   ", advice: "note ", fault: "FAULT" };

/**
 * Runs the `docket doctor` checks and prints each finding.
 *
 * @throws FaultsFound if a check finds a problem
 */
export async function examine(cli: Cli, command: Command): Promise<void> {
  const { terminal } = cli;
  const show = (finding: Finding) => {
    if (!isJson(command)) for (const line of linesOf(finding)) terminal.print(line);
  };
  const examined = await withInstallation(cli.server(), cli.terminal.note, (access) =>
    examineInstallation(access, show),
  );
  const strayClusters = examineStrayClusters();
  show(strayClusters);
  const findings = [...examined, strayClusters];
  if (isJson(command)) terminal.print(JSON.stringify(findings, null, 2));
  const faults = findings.filter(({ verdict }) => verdict === "fault").length;
  if (faults > 0) throw new FaultsFound(`${faults} of ${findings.length} checks failed.`);
  terminal.note(`${findings.length} checks, no faults found.`);
}

function linesOf({ name, verdict, faults, count }: Finding): string[] {
  const hidden = count - faults.length;
  return [
    `${MARKS[verdict]} ${name}`,
    ...faults.map((fault) => `        ${fault}`),
    ...(hidden > 0 ? [`        … and ${hidden} more`] : []),
  ];
}
