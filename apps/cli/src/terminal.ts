import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** The input and output of the command line. Tests replace it. */
export type Terminal = {
  /** Prints one line of the result to standard output. */
  print: (line: string) => void;
  /** Prints one line to standard error: a note, a warning or an error. */
  note: (line: string) => void;
  /** Prints one line of progress to standard error, but only at a terminal, because it would clutter logs. */
  progress: (line: string) => void;
  /** Whether the user can be prompted for input. */
  isInteractive: boolean;
  /**
   * Prompts the user for a line.
   *
   * @param isSecret whether to hide the input
   */
  ask: (question: string, isSecret?: boolean) => Promise<string>;
  /** Reads standard input to the end. */
  readInput: () => Promise<string>;
};

/** Returns the terminal or pipes with which the process was started. */
export function processTerminal(): Terminal {
  // A reader such as `head` closes the pipe once it has read enough, which is not an error.
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
  // The prompt is printed to stderr, so that stdout contains only the result.
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
