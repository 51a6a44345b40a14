// The planted vulnerabilities: procedures with bugs that the proof must find. They exist only in the proof's own server
// (target.ts). The product contains neither them nor a setting for them.
import { setTimeout as sleep } from "node:timers/promises";
import { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { z } from "zod";
import type { ProcedureMeta } from "../../../packages/api/src/meta.ts";
import { publicProcedure, router } from "../../../packages/api/src/procedure.ts";
import type { Arrival } from "../../../packages/api/src/request-context.ts";
import { openContext } from "../../../packages/api/src/request-context.ts";
import type { Runtime } from "../../../packages/core/src/runtime/runtime.ts";
import { Id } from "../../../packages/schema/src/id.ts";
import { markerOf } from "./place.ts";

const open: ProcedureMeta = { auth: "anyone", scope: null, rate: "read" };
const TaskRef = z.strictObject({ workspaceId: Id, taskId: Id });
const hiddenTask = { title: { contains: markerOf("hidden") } };
const kept: Buffer[] = [];
const KEPT_BYTES = 2_000_000;
const BLOCKED_MS = 800;

const planted = router({
  /** Reads any task, because the access check is missing. */
  openTask: publicProcedure
    .meta(open)
    .input(TaskRef)
    .output(z.object({ title: z.string() }))
    .query(async ({ ctx, input }) => {
      const task = await ctx.runtime.db.task.findFirst({ where: { id: input.taskId } });
      if (task === null) throw new TRPCError({ code: "NOT_FOUND" });
      return { title: task.title };
    }),
  /** Writes to any task, because the access check is missing. */
  touchTask: publicProcedure
    .meta(open)
    .input(TaskRef)
    .output(z.object({ count: z.int() }))
    .mutation(async ({ ctx, input }) => {
      const where = { id: input.taskId };
      return ctx.runtime.db.task.updateMany({ where, data: { version: { increment: 1 } } });
    }),
  /** Reveals the existence of a task that the caller is not allowed to see. */
  tellTask: publicProcedure
    .meta(open)
    .input(TaskRef)
    .output(z.object({}))
    .query(async ({ ctx, input }) => {
      const count = await ctx.runtime.db.task.count({ where: { id: input.taskId } });
      throw new TRPCError({ code: count > 0 ? "CONFLICT" : "NOT_FOUND" });
    }),
  /** Reveals a hidden title in a header. */
  leakInHeader: publicProcedure
    .meta(open)
    .input(z.strictObject({}))
    .output(z.object({}))
    .query(async ({ ctx }) => {
      const task = await ctx.runtime.db.task.findFirst({ where: hiddenTask });
      ctx.setCookie(`planted=${encodeURIComponent(task?.title ?? "")}`);
      return {};
    }),
  /** Reveals a hidden title in a stream. */
  follow: publicProcedure
    .meta(open)
    .input(z.strictObject({ workspaceId: Id }))
    .subscription(async function* follow({ ctx }) {
      const task = await ctx.runtime.db.task.findFirst({ where: hiddenTask });
      yield task?.title ?? "";
      await sleep(1_000);
    }),
  /** Throws an uncaught error for an unexpected string. */
  throwRaw: publicProcedure
    .meta(open)
    .input(z.strictObject({ text: z.string() }))
    .output(z.object({}))
    .query(({ input }) => {
      if (input.text.includes("\0")) throw new Error("An error that is not caught.");
      return {};
    }),
  /** Returns errors in the wrong shape; see createPlantedApi. */
  showStack: publicProcedure
    .meta(open)
    .input(z.strictObject({ text: z.string() }))
    .output(z.object({}))
    .query(() => ({})),
  /** Leaks memory. */
  keep: publicProcedure
    .meta(open)
    .input(z.strictObject({}))
    .output(z.object({}))
    .query(() => {
      kept.push(Buffer.alloc(KEPT_BYTES, 1));
      return {};
    }),
  /** Blocks the main thread. */
  block: publicProcedure
    .meta(open)
    .input(z.strictObject({}))
    .output(z.object({}))
    .query(() => {
      block(BLOCKED_MS);
      return {};
    }),
});

/** The router with the planted procedures. */
export const plantedRouter = router({ planted });

/** Serves the planted procedures. */
export function createPlantedApi(runtime: Runtime): (request: Request, arrival: Arrival) => Promise<Response> {
  return async (request, arrival) => {
    const opened = await openContext(
      runtime,
      arrival,
      (name) => request.headers.get(name),
      () => request.signal,
    );
    if (!("context" in opened)) return Response.json({}, { status: 503 });
    const { context, cookies } = opened;
    const createContext = () => context;
    const response = await fetchRequestHandler({
      endpoint: "/api/trpc",
      req: request,
      router: plantedRouter,
      createContext,
      allowMethodOverride: true,
    });
    for (const cookie of cookies) response.headers.append("set-cookie", cookie);
    if (response.status < 400 || !request.url.includes("planted.showStack")) return response;
    return Response.json({ stack: "Error: planted\n    at read (file:///planted.ts:1:1)" }, response);
  };
}

/** Keeps this thread busy for the given CPU time in milliseconds. On a busy machine, this takes longer. */
export function block(milliseconds: number): void {
  const begin = process.cpuUsage();
  for (let used = 0; used < milliseconds;) {
    const { user, system } = process.cpuUsage(begin);
    used = (user + system) / 1_000;
  }
}
