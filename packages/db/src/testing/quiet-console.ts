/* oxlint-disable no-console -- the console is the subject here */
import { afterEach, beforeEach } from "vitest";

/*
 * A setup file for all tests. It fails tests that write to `console.error`, because such output is either a bug or
 * something that the test should expect (`vi.spyOn(console, "error").mockImplementation(() => {})`).
 */
const original = console.error;
let complaints: string[] = [];

beforeEach(() => {
  complaints = [];
  console.error = (...args: unknown[]) => {
    original(...args);
    complaints.push(args.map(String).join(" "));
  };
});

afterEach(() => {
  console.error = original;
  if (complaints.length > 0) throw new Error(`the test wrote to console.error: ${complaints.join("\n")}`);
});
