import type { ClientOptions, Docket } from "@docket/client";
import { createClient } from "@docket/client";
import type { WaitReason } from "@docket/client/wait-link";
import type { WorkspaceClient } from "@docket/client/workspace";
import type { ClientConfig } from "@docket/core/runtime/config";
import type { Id } from "@docket/schema/id";
import type { Cli } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { readSettings } from "./settings.ts";

/** A server and the workspace that the commands use. */
export type Connection = { docket: Docket; workspace: WorkspaceClient; workspaceId: Id; url: string };

/**
 * Connects with the settings stored by `docket login`. If both DOCKET_URL and DOCKET_TOKEN are set, they take
 * precedence.
 *
 * @param onWait called with the number of seconds that the server asks to wait, and the reason
 * @throws UsageError if there is no login, or if DOCKET_TOKEN is set without DOCKET_URL
 */
export async function connect(
  { configHome, url, token }: ClientConfig,
  onWait: NonNullable<ClientOptions["onWait"]>,
): Promise<Connection> {
  if (url !== null && token !== null) {
    const docket = createClient({ url, token, onWait });
    return connection(docket, url, await firstWorkspace(docket));
  }
  if (token !== null)
    throw new UsageError("DOCKET_TOKEN is set, but DOCKET_URL is not. Set DOCKET_URL to the server of the token.");
  const settings = readSettings(configHome);
  if (settings === null) throw new UsageError("You are not logged in. Run: docket login");
  return connection(createClient({ ...settings, onWait }), settings.url, settings.workspaceId);
}

function connection(docket: Docket, url: string, workspaceId: Id): Connection {
  return { docket, workspace: docket.workspace(workspaceId), workspaceId, url };
}

async function firstWorkspace(docket: Docket): Promise<Id> {
  const { items } = await docket.workspace.list.query({ limit: 1 });
  const [workspace] = items;
  if (workspace === undefined) throw new UsageError("The owner of this token is not in a workspace.");
  return workspace.id;
}

type PageInput = { cursor?: string; limit: number };

/** Reads a list page by page, up to `most` rows. */
export async function readAll<Row>(
  read: (page: PageInput) => Promise<{ items: Row[]; nextCursor: string | null }>,
  maxRows = Number.POSITIVE_INFINITY,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: Row[]; nextCursor: string | null } = await read({
      limit: Math.min(100, maxRows - rows.length),
      ...(cursor === null ? {} : { cursor }),
    });
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && rows.length < maxRows);
  return rows;
}

const WAIT_REASONS: Record<WaitReason, string> = {
  too_many_requests: "Too many requests.",
  unavailable: "The server is busy or restarting.",
};

/** Connects with the stored login. Whenever the server asks to wait, prints a note to standard error. */
export function openConnection({ client, terminal }: Cli): Promise<Connection> {
  return connect(client, (seconds, reason) => terminal.note(`${WAIT_REASONS[reason]} Trying again in ${seconds} s …`));
}
