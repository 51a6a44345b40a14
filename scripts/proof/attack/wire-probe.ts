/**
 * Bytes that no browser sends, and the allowed statuses. The server is always allowed to close the connection without
 * responding.
 */
export type WireProbe = {
  name: string;
  bytes: string;
  /** The allowed statuses. The server can send one response, or up to `answers` responses. */
  allowed: readonly number[];
  answers?: number;
};

const HOST = "Host: 127.0.0.1\r\n";
const JSON_HEADERS = `${HOST}Content-Type: application/json\r\nSec-Fetch-Site: same-origin\r\n`;
const SMUGGLED = "GET /healthz HTTP/1.1\r\nHost: smuggled\r\n\r\n";
const API = "/api/trpc/workspace.list";

const get = (path: string, headers = "") => `GET ${path} HTTP/1.1\r\n${HOST}${headers}\r\n`;
const post = (headers: string, body = "", path = API) =>
  `POST ${path} HTTP/1.1\r\n${JSON_HEADERS}${headers}\r\n${body}`;
const sized = (headers: string, body: string, path = API) =>
  `POST ${path} HTTP/1.1\r\n${HOST}${headers}Content-Length: ${Buffer.byteLength(body, "latin1")}\r\n\r\n${body}`;

const BAD = [400] as const;
/** Statuses for a request that is rejected or whose credentials are ignored. */
const REFUSED = [400, 401, 403, 404, 405, 413, 414, 415, 417, 422, 429, 431] as const;

const lengths: WireProbe[] = [
  ["both lengths", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", `0\r\n\r\n${SMUGGLED}`],
  ["chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", `0\r\n\r\n${SMUGGLED}`],
  ["an unknown coding", "Transfer-Encoding: xchunked\r\n", `0\r\n\r\n${SMUGGLED}`],
  ["chunked that is not last", "Transfer-Encoding: chunked, identity\r\n", `0\r\n\r\n${SMUGGLED}`],
  ["a space before the colon", "Transfer-Encoding : chunked\r\n", `0\r\n\r\n${SMUGGLED}`],
  ["a folded coding", "Transfer-Encoding:\r\n chunked\r\n", `0\r\n\r\n${SMUGGLED}`],
  ["two different lengths", "Content-Length: 0\r\nContent-Length: 44\r\n", SMUGGLED],
  ["a list of lengths", "Content-Length: 0, 44\r\n", SMUGGLED],
  ["a signed length", "Content-Length: +2\r\n", "{}"],
  ["a negative length", "Content-Length: -1\r\n", "{}"],
  ["a hexadecimal length", "Content-Length: 0x2\r\n", "{}"],
  ["a length beyond 64 bits", "Content-Length: 99999999999999999999999\r\n", "{}"],
  ["a chunk of size zz", "Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n"],
  ["a chunk of size -1", "Transfer-Encoding: chunked\r\n", "-1\r\n{}\r\n0\r\n\r\n"],
  ["a chunk without its end", "Transfer-Encoding: chunked\r\n", `2\r\n{}0\r\n\r\n${SMUGGLED}`],
  ["a chunk of 2^64 bytes", "Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n"],
  ["a chunk extension of 30 kB", "Transfer-Encoding: chunked\r\n", `2;${"x".repeat(30_000)}\r\n{}\r\n0\r\n\r\n`],
].map(([name = "", headers = "", body = ""]) => ({
  name,
  bytes: post(headers, body),
  allowed: [...BAD, 413],
}));

const forms: WireProbe[] = [
  {
    name: "a body in GET that is a request",
    bytes: get("/healthz", `Content-Length: ${SMUGGLED.length}\r\n`) + SMUGGLED,
    allowed: [200, 400],
  },
  { name: "a header without a name", bytes: get("/", ": x\r\n"), allowed: BAD },
  { name: "a space in a header's name", bytes: get("/", "a b: x\r\n"), allowed: BAD },
  { name: "NUL in a header", bytes: get("/", "x: a\0b\r\n"), allowed: BAD },
  { name: "a bare CR in a header", bytes: get("/", "x: a\rb: c\r\n"), allowed: BAD },
  { name: "lines that end in LF alone", bytes: `GET / HTTP/1.1\n${HOST}\n\n`, allowed: BAD },
  { name: "no Host", bytes: "GET / HTTP/1.1\r\n\r\n", allowed: BAD },
  { name: "two Hosts", bytes: get("/healthz", "Host: evil.example\r\n"), allowed: [200, 400] },
  { name: "HTTP/0.9", bytes: "GET /\r\n", allowed: BAD },
  { name: "HTTP/3.1", bytes: `GET / HTTP/3.1\r\n${HOST}\r\n`, allowed: BAD },
  { name: "the preface of HTTP/2", bytes: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", allowed: BAD },
  { name: "an absolute address", bytes: get("http://evil.example/"), allowed: BAD },
  { name: "an address without a slash", bytes: get("evil"), allowed: BAD },
  { name: "OPTIONS *", bytes: `OPTIONS * HTTP/1.1\r\n${HOST}\r\n`, allowed: [400, 405] },
  {
    name: "a preflight from elsewhere",
    bytes: `OPTIONS ${API} HTTP/1.1\r\n${HOST}Origin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n\r\n`,
    allowed: [403, 405],
  },
  { name: "16 kB of headers", bytes: get("/", `x: ${"a".repeat(20_000)}\r\n`), allowed: [431] },
  {
    name: "2,000 headers",
    bytes: get("/", Array.from({ length: 2_000 }, (_, index) => `h${index}: 1\r\n`).join("")),
    allowed: [307, 400, 431],
  },
  { name: "an address of 20 kB", bytes: get(`/${"a".repeat(20_000)}`), allowed: [431, 414] },
  { name: "50 requests in one piece", bytes: get("/healthz").repeat(50), allowed: [200, 429], answers: 50 },
];

const methods: WireProbe[] = [
  ...["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"].map((method) => ({
    name: `${method} on a page and on the API`,
    bytes: `${method} / HTTP/1.1\r\n${HOST}\r\n${method} ${API} HTTP/1.1\r\n${HOST}\r\n`,
    allowed: [400, 405],
    answers: 2,
  })),
  { name: "CONNECT", bytes: `CONNECT 127.0.0.1:22 HTTP/1.1\r\n${HOST}\r\n`, allowed: [400, 405] },
  { name: "a method in small letters", bytes: `get / HTTP/1.1\r\n${HOST}\r\n`, allowed: [400, 405] },
  { name: "HEAD on the API", bytes: `HEAD ${API} HTTP/1.1\r\n${HOST}\r\n`, allowed: [405] },
  {
    name: "a server action",
    bytes: sized("Content-Type: text/plain\r\nNext-Action: abc\r\nSec-Fetch-Site: same-origin\r\n", "[]", "/login"),
    allowed: [405],
  },
  {
    name: "an upgrade to a WebSocket",
    bytes: get(
      "/",
      "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
    ),
    allowed: REFUSED,
  },
  {
    name: "an upgrade to HTTP/2",
    bytes: get("/", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"),
    allowed: REFUSED,
  },
  {
    name: "an upgrade under /_next/",
    bytes: get(
      "/_next/webpack-hmr",
      "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
    ),
    allowed: REFUSED,
  },
];

const credentials: WireProbe[] = [
  {
    name: "two Authorization headers",
    bytes: get(API, "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n"),
    allowed: BAD,
  },
  { name: "a token of 15 kB", bytes: get(API, `Authorization: Bearer ${"a".repeat(15_000)}\r\n`), allowed: [401] },
  {
    name: "a token without a signature",
    bytes: get(API, "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.\r\n"),
    allowed: [401],
  },
  { name: "200 cookies of one name", bytes: get(API, `Cookie: ${"at=x; ".repeat(200)}\r\n`), allowed: [400, 401] },
  {
    name: "a cookie that is no UTF-8",
    bytes: get(API, "Cookie: at=\xff\xfe%00; rt=\xc0\xaf\r\n"),
    allowed: [400, 401],
  },
  {
    name: "metrics for a caller behind a proxy",
    bytes: get("/metrics", "X-Forwarded-For: 203.0.113.7\r\n"),
    allowed: [404],
  },
];

const origins = (headers: string, body = "{}") => sized(headers, body, "/api/trpc/session.signOut");
const writes: WireProbe[] = [
  {
    name: "a gzipped body",
    bytes: sized(
      "Content-Type: application/json\r\nSec-Fetch-Site: same-origin\r\nContent-Encoding: gzip\r\n",
      "\x1f\x8b\x08",
    ),
    allowed: [415],
  },
  { name: "an unknown expectation", bytes: post("Expect: 200-maybe\r\nContent-Length: 2\r\n", "{}"), allowed: [417] },
  {
    name: "100-continue before 200 MB",
    bytes: post("Expect: 100-continue\r\nContent-Length: 209715200\r\n"),
    allowed: [413],
  },
  {
    name: "a form",
    bytes: origins("Content-Type: multipart/form-data; boundary=x\r\nSec-Fetch-Site: cross-site\r\n", "--x--"),
    allowed: [415],
  },
  { name: "plain text", bytes: origins("Content-Type: text/plain; application/json\r\n"), allowed: [415] },
  { name: "no type", bytes: origins(""), allowed: [415] },
  {
    name: "another site",
    bytes: origins("Content-Type: application/json\r\nSec-Fetch-Site: cross-site\r\n"),
    allowed: [403],
  },
  {
    name: "a sister site",
    bytes: origins("Content-Type: application/json\r\nSec-Fetch-Site: same-site\r\n"),
    allowed: [403],
  },
  { name: "an origin of null", bytes: origins("Content-Type: application/json\r\nOrigin: null\r\n"), allowed: [403] },
  {
    name: "an origin elsewhere",
    bytes: origins("Content-Type: application/json\r\nOrigin: http://evil.example\r\n"),
    allowed: [403],
  },
  { name: "no origin", bytes: origins("Content-Type: application/json\r\n"), allowed: [403] },
  { name: "a write by GET", bytes: get("/api/trpc/session.signOut"), allowed: [405] },
  {
    name: "a body that is no UTF-8",
    bytes: sized("Content-Type: application/json\r\nSec-Fetch-Site: same-origin\r\n", '"\xff\xfe"'),
    allowed: [400, 422],
  },
];

const paths: WireProbe[] = [
  "/%ff",
  "/%c0%af",
  "/\xff\xfe",
  "/..%2f..%2fetc/passwd",
  "/%2e%2e/%2e%2e/etc/passwd",
  "/static\\..\\..\\x",
  "//evil.example/",
  "/%00",
  "/.env",
  "/.git/config",
  "/_next/image?url=http%3A%2F%2F127.0.0.1%3A22%2F&w=64&q=75",
  "/_next/static/%2e%2e/%2e%2e/BUILD_ID",
  "/_next/data/x/login.json",
  "/api/trpc/%5f%5fproto%5f%5f",
  "/api/trpc/constructor",
  "/api/trpc/",
  "/api/auth/session",
  "/login.rsc%00",
].map((path) => ({ name: `the path ${JSON.stringify(path)}`, bytes: get(path), allowed: [...REFUSED, 308] }));

const forged: WireProbe[] = [
  ["x-middleware-subrequest: middleware:middleware:middleware:middleware:middleware"],
  ["rsc: 1", "next-router-state-tree: %5B%22"],
  ["rsc: 1", "next-router-state-tree: [[[[[["],
  ["next-router-prefetch: 1", "rsc: 1", "next-router-segment-prefetch: /../../_tree"],
  ["x-matched-path: /admin", "x-invoke-path: /admin", "x-invoke-status: 500"],
  ["x-forwarded-host: evil.example", "x-forwarded-proto: javascript"],
  ["range: bytes=0-99999999999", "if-none-match: *", "if-modified-since: x"],
  ["accept-language: ../../../etc/passwd", "accept: */*;q=zz"],
].map((lines) => ({
  name: `a page with ${lines.map((line) => line.split(":")[0]).join(", ")}`,
  bytes: get("/admin", lines.map((line) => `${line}\r\n`).join("")),
  allowed: [...REFUSED, 307, 308, 303],
}));

export const WIRE_PROBES: readonly WireProbe[] = [
  ...lengths,
  ...forms,
  ...methods,
  ...credentials,
  ...writes,
  ...paths,
  ...forged,
];
