import { operatorMessage } from "@docket/core/operations/operator-message";

/**
 * Returns one sentence that tells the operator why startup failed and what to do.
 *
 * @returns null for a bug, for which the whole error is printed
 */
export function startErrorMessage(error: unknown, { host, port }: { host: string; port: number }): string | null {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const isListening = error instanceof Error && "syscall" in error && error.syscall === "listen";
  if (code === "EADDRINUSE") {
    const other = port === 65_535 ? port - 1 : port + 1;
    return `Port ${port} on ${host} is in use. Stop the program that uses it, or choose another port, e.g. PORT=${other} npm start.`;
  }
  if (code === "EACCES" && isListening) {
    return `This user is not allowed to open port ${port}. Choose one above 1023, e.g. PORT=3000, and let a proxy serve port ${port}.`;
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return `HOST=${host} is not an address of this machine. Use 127.0.0.1 to allow only this machine, or 0.0.0.0 to allow its networks.`;
  }
  return operatorMessage(error);
}
