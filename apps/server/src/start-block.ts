/** What a person wants to know when the server is up. */
export type StartFacts = {
  readonly address: string;
  /** Where the data lives: a directory, or the database's server. */
  readonly data: string;
  /** The one-time link with which the first account is made; null when there is one. */
  readonly setupLink: string | null;
  /** What this process does of everything. */
  readonly part: "all" | "serve" | "jobs";
};

const HEADLINES = {
  all: "Docket is running.",
  serve: "Docket is running: this process answers requests, and leaves the jobs to others.",
  jobs: "Docket is running: this process does the jobs, and answers only for its own health.",
};

/** The block that is printed once after each start. */
export function startBlock({ address, data, setupLink, part }: StartFacts): string {
  const lines = ["", `  ${HEADLINES[part]}`, "", `  Address   ${address}`, `  Data      ${data}`];
  if (setupLink !== null) {
    lines.push("", "  Make the first account with this link. It works once, for 24 hours:", `  ${setupLink}`);
  }
  return [...lines, "", "  Stop with Ctrl-C.", "", ""].join("\n");
}
