import os from "node:os";
import type { Docket } from "@docket/client";
import { createClient, newId } from "@docket/client";
import { SCOPES } from "@docket/schema/scope";
import type { Workspace } from "@docket/schema/workspace";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { printResult } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { readAll } from "./connection.ts";
import { forgetSettings, settingsFile, writeSettings } from "./settings.ts";
import { withSignedInSession } from "./sign-in.ts";

const TOKEN_DAYS = 90;

type Options = { withToken?: boolean; workspace?: string };

/** Adds `docket login` and `docket logout`, which store and delete the server's URL and a token for it. */
export function addLogin(program: Command, cli: Cli): void {
  const { client, terminal } = cli;
  program
    .command("login")
    .description("log in to a server with your password or a token")
    .argument("[url]", "address of the server", client.url ?? "http://127.0.0.1:3000")
    .option("--with-token", "use a personal access token, read from the prompt or standard input")
    .option("-w, --workspace <name>", "workspace to use (default: your first)")
    .action(async (given: string, options: Options, command: Command) => {
      const url = parseOrigin(given);
      const token = options.withToken === true ? await tokenFromInput(cli) : await makeToken(cli, url);
      const workspaces = await readAll((page) => createClient({ url, token }).workspace.list.query(page));
      const workspace = findWorkspace(workspaces, options.workspace);
      writeSettings(client.configHome, { url, token, workspaceId: workspace.id });
      const file = settingsFile(client.configHome);
      printResult(
        cli,
        command,
        { url, workspace, file },
        `Logged in to ${url}, workspace ${workspace.name}. The token is stored in ${file}.`,
      );
    });
  program
    .command("logout")
    .description("forget the server and the token (to revoke the token, use docket token revoke)")
    .action(() => {
      terminal.print(forgetSettings(client.configHome) ? "Logged out." : "You were not logged in.");
    });
}

function parseOrigin(text: string): string {
  const withScheme = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme))
    throw new UsageError(`"${text}" is not a valid address. Use one like https://docket.example.org.`);
  return new URL(withScheme).origin;
}

async function tokenFromInput({ terminal }: Cli): Promise<string> {
  const token = (terminal.isInteractive ? await terminal.ask("Token: ", true) : await terminal.readInput()).trim();
  if (token === "") throw new UsageError("No token was given.");
  return token;
}

function makeToken({ terminal }: Cli, url: string): Promise<string> {
  if (!terminal.isInteractive)
    throw new UsageError("Without a terminal, log in with a token: docket login --with-token < file");
  return withSignedInSession(terminal, url, async (docket: Docket) => {
    const name = `docket on ${os.hostname()}`.slice(0, 100);
    const { token } = await docket.apiToken.create.mutate({ id: newId(), name, scopes: [...SCOPES], days: TOKEN_DAYS });
    return token;
  });
}

function findWorkspace(workspaces: Workspace[], text: string | undefined): Workspace {
  const found =
    text === undefined ? workspaces[0] : workspaces.find(({ slug, name, id }) => [slug, name, id].includes(text));
  if (found !== undefined) return found;
  throw new UsageError(
    `There is no workspace "${text ?? ""}". Your workspaces: ${workspaces.map(({ slug }) => slug).join(", ")}.`,
  );
}
