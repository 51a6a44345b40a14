/** Values printed when the server has started. */
export type StartInfo = {
  readonly address: string;
  /** Where the data is stored: a directory, or the database server. */
  readonly data: string;
  /** The one-time link for creating the first account, or null if an account exists. */
  readonly setupLink: string | null;
  /** Whether this process serves requests, runs background jobs, or both. */
  readonly part: "all" | "serve" | "jobs";
};

const HEADLINES = {
  all: "Docket is running.",
  serve: "Docket is running: this process answers requests, but doesn't run background jobs.",
  jobs: "Docket is running: this process runs background jobs and answers only health checks.",
};

/** Returns the message that is printed once after each start. */
export function startMessage({ address, data, setupLink, part }: StartInfo): string {
  const lines = ["", `  ${HEADLINES[part]}`, "", `  Address   ${address}`, `  Data      ${data}`];
  if (setupLink !== null) {
    lines.push("", "  Create the first account with this link. It works once, within 24 hours:", `  ${setupLink}`);
  }
  return [...lines, "", "  Stop with Ctrl-C.", "", ""].join("\n");
}
