// The baseline server does the same work for the same calls using only node:http and pg. It is what an expert would
// write for exactly these five calls, without a framework, validation library, limits, logging or metrics.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "pg";
import type { QueryResultRow } from "pg";
import { rankBetween } from "../../packages/schema/src/rank.ts";
import { COMPLETE, COUNT, CREATE, GET, LAST_RANK, LIST, SESSION } from "./baseline-statement.ts";

/** The settings of the baseline server. */
export type BaselineSettings = { databaseUrl: string; issuer: string; jwtSecret: string };

class HttpError extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`refused with ${status}`);
    this.status = status;
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const zones = new Map<string, Intl.DateTimeFormat>();

function id(value: unknown): string {
  if (typeof value !== "string" || !UUID.test(value)) throw new HttpError(422);
  return value;
}

function title(value: unknown): string {
  if (typeof value !== "string" || value.trim() === "" || value.length > 500) throw new HttpError(422);
  return value;
}

function start({ databaseUrl, issuer, jwtSecret }: BaselineSettings): Promise<number> {
  const pool = new Pool({ connectionString: databaseUrl, max: 10 });
  const secret = Buffer.from(jwtSecret, "base64");

  async function one<Row extends QueryResultRow>(
    statement: { name: string; text: string },
    values: unknown[],
  ): Promise<Row | undefined> {
    const { rows } = await pool.query<Row>({ ...statement, values });
    return rows[0];
  }

  async function authenticate(request: IncomingMessage): Promise<string> {
    const token = /(?:^|; )at=([^;]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
    const [header = "", payload = "", signature = ""] = token.split(".");
    const expected = createHmac("sha256", secret).update(`${header}.${payload}`).digest();
    const given = Buffer.from(signature, "base64url");
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new HttpError(401);
    const { alg, typ } = decode(header);
    const { iss, aud, sub, sid, sv, exp } = decode(payload);
    const isOurs = alg === "HS256" && typ === "at+jwt" && iss === issuer && aud === "api";
    if (!isOurs || Number(exp) * 1000 < Date.now()) throw new HttpError(401);
    const row = await one(SESSION, [sid, sub, new Date(), sv]);
    if (row === undefined) throw new HttpError(401);
    return String(sub);
  }

  async function list(user: string, input: Input): Promise<string> {
    const { projectId } = input.filter as { projectId: unknown };
    const row = await one<{ items: string; last: [string, string] | null }>(LIST, [
      id(input.workspaceId),
      id(projectId),
      user,
      50,
    ]);
    if (row === undefined) throw new HttpError(404);
    const cursor = row.last && Buffer.from(JSON.stringify(row.last)).toString("base64url");
    return `{"items":${row.items},"nextCursor":${JSON.stringify(cursor)}}`;
  }

  async function get(user: string, input: Input): Promise<string> {
    const row = await one<{ task: string }>(GET, [id(input.workspaceId), id(input.id), user]);
    return row?.task ?? refuse(404);
  }

  async function count(user: string, input: Input): Promise<string> {
    const today = dayIn(String(input.timeZone));
    const row = await one<{ counts: string }>(COUNT, [id(input.workspaceId), user, today, String(input.timeZone)]);
    return row?.counts ?? refuse(404);
  }

  async function create(user: string, input: Input): Promise<string> {
    const [workspaceId, projectId] = [id(input.workspaceId), id(input.projectId)];
    const last = await one<{ rank: string }>(LAST_RANK, [workspaceId, projectId]);
    const rank = rankBetween(last?.rank ?? null, null);
    const text = title(input.title);
    const row = await one<{ task: string }>(CREATE, [
      workspaceId,
      id(input.commandId),
      user,
      projectId,
      id(input.id),
      text,
      ` ${text.toLowerCase()} `,
      rank,
      new Date(),
      digest(input),
    ]);
    return row?.task ?? refuse(404);
  }

  async function complete(user: string, input: Input): Promise<string> {
    const [taskId] = input.ids as unknown[];
    const row = await one<{ task: string }>(COMPLETE, [
      id(input.workspaceId),
      id(input.commandId),
      user,
      id(taskId),
      new Date(),
      digest(input),
    ]);
    return row === undefined ? refuse(404) : `{"items":[${row.task}]}`;
  }

  const routes: Record<string, (user: string, input: Input) => Promise<string>> = {
    "/api/trpc/task.list": list,
    "/api/trpc/task.get": get,
    "/api/trpc/task.count": count,
    "/api/trpc/task.create": create,
    "/api/trpc/task.complete": complete,
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = "", search = ""] = (request.url ?? "").split("?");
    const route = routes[path] ?? refuse(404);
    const body = request.method === "POST" ? await read(request) : decodeURIComponent(search.slice("input=".length));
    const user = await authenticate(request);
    const answer = `{"result":{"data":${await route(user, JSON.parse(body) as Input)}}}`;
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(answer) });
    response.end(answer);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(error instanceof HttpError ? error.status : 500).end(String(error));
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

type Input = Record<string, unknown>;

function refuse(status: number): never {
  throw new HttpError(status);
}

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
}

function digest(input: Input): Buffer {
  return createHash("sha256").update(JSON.stringify(input)).digest();
}

function dayIn(timeZone: string): string {
  const format = zones.get(timeZone) ?? new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  zones.set(timeZone, format);
  return format.format(new Date());
}

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => resolve(Buffer.concat(chunks).toString()));
    request.on("error", reject);
  });
}

process.once("message", (settings: BaselineSettings) => {
  void start(settings).then((port) => process.send?.(port));
});
