import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Where the command line reads and writes; a test puts its own in place. */
export type Terminal = {
  /** One line for the person or program that asked. */
  print: (line: string) => void;
  /** One line beside the answer: warnings, refusals. */
  note: (line: string) => void;
  /** One line of progress, shown at a terminal only, because it would fill the logs of a program. */
  progress: (line: string) => void;
  /** Whether somebody sits there who can be asked. */
  isInteractive: boolean;
  /** @param isSecret what is typed is not shown */
  ask: (question: string, isSecret?: boolean) => Promise<string>;
  /** Everything that is piped in. */
  readInput: () => Promise<string>;
};

/** The terminal, or the pipes, that the process was started with. */
export function processTerminal(): Terminal {
  // A reader such as `head` that has enough closes the pipe: nothing more is wanted, and nothing went wrong.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  return {
    print: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    progress: (line) => void (process.stderr.isTTY && process.stderr.write(`${line}\n`)),
    isInteractive: process.stdin.isTTY && process.stderr.isTTY,
    ask,
    readInput,
  };
}

async function ask(question: string, isSecret = false): Promise<string> {
  // The question goes to stderr, so that stdout holds the answer alone.
  process.stderr.write(question);
  const muted = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: isSecret ? muted : process.stderr, terminal: true });
  reader.on("SIGINT", () => process.exit(130));
  const answer = await reader.question("");
  reader.close();
  if (isSecret) process.stderr.write("\n");
  return answer;
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
