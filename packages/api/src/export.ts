import type { Ctx } from "@docket/core/runtime/ctx";
import { DomainError } from "@docket/core/runtime/error";
import { exportOwnAccount } from "@docket/core/workflows/export/account";
import { exportWorkspace } from "@docket/core/workflows/export/workspace";
import { ACCOUNT_EXPORT_PATH } from "@docket/schema/account-export";
import { dayInZone } from "@docket/schema/day";
import { EXPORT_PATH } from "@docket/schema/export-line";
import type { ExportLine } from "@docket/schema/export-line";
import { Id } from "@docket/schema/id";
import { z } from "zod";
import type { ApiContext } from "./context.ts";
import { errorResponse, logAndConvert } from "./endpoint-error.ts";
import { parseParameters } from "./endpoint-input.ts";
import type { ProcedureMeta } from "./meta.ts";
import { admit } from "./procedure.ts";
import type { RequestContext } from "./request-context.ts";
import { outcomeHeaders } from "./request-context.ts";

/** Minimum size of a chunk, in UTF-16 code units. */
const MIN_CHUNK_LENGTH = 64 * 1024;

/** An export whose first part has been read. At this point, the caller has been authorized. */
type OpenExport = { parts: AsyncGenerator<string, void>; first: string; fileName: string; contentType: string };

/** A kind of export: its name in the security log, who can request it, and how to start it. */
type Export = {
  name: string;
  meta: ProcedureMeta;
  open: (ctx: Ctx, parameters: URLSearchParams) => Promise<OpenExport>;
};

const EXPORTS: ReadonlyMap<string, Export> = new Map([
  [
    EXPORT_PATH,
    {
      name: "workspace.export",
      meta: { auth: "user", scope: "export", rate: "workspace_export" },
      open: openWorkspace,
    },
  ],
  [
    ACCOUNT_EXPORT_PATH,
    { name: "account.export", meta: { auth: "fresh", scope: null, rate: "export" }, open: openAccount },
  ],
]);

/** Returns whether the path belongs to an export. */
export function isExportPath(path: string): boolean {
  return EXPORTS.has(path);
}

/**
 * Handles an export request, sending the export as fast as the client reads. An export is not a procedure, because tRPC
 * sends a result only when it is complete, and a browser can't save a tRPC stream as a file. An error before the first
 * part is reported like a procedure's error. If an error occurs later, the response ends without its last part, which
 * tells clients that it is incomplete.
 */
export async function answerExport(request: Request, opened: RequestContext): Promise<Response> {
  const { context } = opened;
  const { pathname, searchParams } = new URL(request.url);
  const one = EXPORTS.get(pathname);
  if (!one) throw new Error(`There is no export at ${pathname}.`);
  try {
    if (request.method !== "GET") throw new DomainError("method_not_allowed", "An export is read by GET.");
    const ctx = await admit(context, one.meta, one.name);
    const open = await one.open(ctx, searchParams);
    return new Response(streamOf(open, context, one.name), {
      headers: {
        ...outcomeHeaders([], [], opened),
        "content-type": `${open.contentType}; charset=utf-8`,
        "content-disposition": `attachment; filename="${open.fileName}"`,
      },
    });
  } catch (error) {
    return errorResponse(error, opened, one.name);
  }
}

const WorkspaceParameters = z.strictObject({ workspace: Id, project: Id.optional() });

async function openWorkspace(ctx: Ctx, given: URLSearchParams): Promise<OpenExport> {
  const { workspace: workspaceId, project: projectId } = parseParameters(WorkspaceParameters, given);
  const lines = exportWorkspace(ctx, { workspaceId, projectId });
  const { value: head, done } = await lines.next();
  if (done === true || head.kind !== "head") throw new Error("An export begins with its head.");
  return {
    parts: textOf(lines),
    first: lineOf(head),
    fileName: `docket-${head.workspace.slug}.ndjson`,
    contentType: "application/x-ndjson",
  };
}

async function* textOf(lines: AsyncGenerator<ExportLine>): AsyncGenerator<string, void> {
  for await (const line of lines) yield lineOf(line);
}

function lineOf(line: ExportLine): string {
  return `${JSON.stringify(line)}\n`;
}

async function openAccount({ actor, ...ctx }: Ctx, given: URLSearchParams): Promise<OpenExport> {
  parseParameters(z.strictObject({}), given);
  if (actor.kind !== "user") throw new DomainError("forbidden", "This token is not allowed to do that.");
  const parts = exportOwnAccount({ ...ctx, actor });
  const first = await parts.next();
  if (first.done === true) throw new Error("An export begins with its account.");
  const fileName = `docket-account-${dayInZone(ctx.now(), "UTC")}.json`;
  return { parts, first: first.value, fileName, contentType: "application/json" };
}

/** Streams the parts as the client reads them. Stops reading when the connection closes or the process shuts down. */
function streamOf({ parts, first }: OpenExport, context: ApiContext, name: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const signal = context.signal();
  let text = first;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          let isOver = false;
          while (!isOver && text.length < MIN_CHUNK_LENGTH) {
            signal.throwIfAborted();
            const next = await parts.next();
            if (next.done === true) isOver = true;
            else text += next.value;
          }
          controller.enqueue(encoder.encode(text));
          text = "";
          if (isOver) controller.close();
        } catch (error) {
          await parts.return(undefined);
          if (!signal.aborted) logAndConvert(error, context, name);
          controller.close();
        }
      },
      cancel: async () => void (await parts.return(undefined)),
    },
    // Disables read-ahead.
    { highWaterMark: 0 },
  );
}
