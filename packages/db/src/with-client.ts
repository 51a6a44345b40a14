import { Client } from "pg";
import type { ClientConfig } from "pg";

/**
 * Opens a connection for some work, and closes it afterwards. If the server ends the connection, the work fails with its
 * next statement; without the listener, the process would end instead.
 */
export async function withClient<Result>(
  config: ClientConfig,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client(config);
  client.on("error", () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}
