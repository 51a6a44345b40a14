import { DomainError } from "@docket/core/error";
import { exportWorkspace } from "@docket/core/workspace/export";
import { ERROR_STATUS } from "@docket/schema/error-status";
import type { ExportHead, ExportLine } from "@docket/schema/export-line";
import { Id } from "@docket/schema/id";
import { TRPCError, getTRPCErrorFromUnknown } from "@trpc/server";
import { z } from "zod";
import type { ApiContext } from "./context.ts";
import { refusalData, toTrpcError } from "./error.ts";
import type { ProcedureMeta } from "./meta.ts";
import { admit } from "./procedure.ts";
import type { RequestContext } from "./request-context.ts";
import { logFault, outcomeHeaders } from "./request-context.ts";

const NAME = "workspace.export";
const META: ProcedureMeta = { auth: "user", scope: "export", rate: "workspace_export" };

/** What the address of an export says. */
const Parameters = z.strictObject({ workspace: Id, project: Id.optional() });

/** Text that is sent at once, in UTF-16 code units. */
const PIECE = 64 * 1024;

/**
 * Answers the request for an export: the lines of `ExportLine` as newline-delimited JSON, as fast as the client takes them. It
 * is no procedure, because an answer of tRPC is written when it is whole, and none of its streams is one that a browser keeps as
 * a file. What is wrong before the first line is refused as by a procedure; after it the answer ends without its last
 * line, which is how a client knows.
 */
export async function answerExport(request: Request, { context, rates }: RequestContext): Promise<Response> {
  try {
    const { lines, head } = await open(request, context);
    return new Response(streamOf(lines, head, context), {
      headers: {
        ...outcomeHeaders([], [], rates),
        "content-type": "application/x-ndjson; charset=utf-8",
        "content-disposition": `attachment; filename="docket-${head.workspace.slug}.ndjson"`,
      },
    });
  } catch (error) {
    const refused = logged(error, context);
    const refusal = refusalData(refused, context.request.id);
    const headers = { ...outcomeHeaders([refused], [], rates), "content-type": "application/json" };
    return new Response(JSON.stringify({ error: refusal }), { status: ERROR_STATUS[refusal.code], headers });
  }
}

/** Begins an export: once its first line is there, the caller may have it. */
async function open(
  request: Request,
  context: ApiContext,
): Promise<{ lines: AsyncGenerator<ExportLine>; head: ExportHead }> {
  if (request.method !== "GET") throw new DomainError("method_not_allowed", "An export is read by GET.");
  const ctx = await admit(context, META, NAME);
  const parameters = Parameters.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!parameters.success) throw new TRPCError({ code: "BAD_REQUEST", cause: parameters.error });
  const { workspace: workspaceId, project: projectId } = parameters.data;
  const lines = exportWorkspace(ctx, { workspaceId, projectId });
  const first = await lines.next();
  if (first.done === true || first.value.kind !== "head") throw new Error("An export begins with its head.");
  return { lines, head: first.value };
}

/** Sends the lines when they are asked for. Reading ends with the connection, and when the process is about to end. */
function streamOf(
  lines: AsyncGenerator<ExportLine>,
  head: ExportHead,
  context: ApiContext,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const signal = context.signal();
  let text = lineOf(head);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          let isOver = false;
          while (!isOver && text.length < PIECE) {
            signal.throwIfAborted();
            const next = await lines.next();
            if (next.done === true) isOver = true;
            else text += lineOf(next.value);
          }
          controller.enqueue(encoder.encode(text));
          text = "";
          if (isOver) controller.close();
        } catch (error) {
          await lines.return(undefined);
          if (!signal.aborted) logged(error, context);
          controller.close();
        }
      },
      cancel: async () => void (await lines.return(undefined)),
    },
    // Nothing is read ahead of the client.
    { highWaterMark: 0 },
  );
}

function lineOf(line: ExportLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** The error that leaves the server; the log gets what lies behind it. */
function logged(error: unknown, context: ApiContext): TRPCError {
  const refused = toTrpcError(getTRPCErrorFromUnknown(error));
  logFault(context, refused, NAME);
  return refused;
}
