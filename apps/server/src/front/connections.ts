import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { limitedIp, normalizeIp } from "@docket/core/runtime/client-ip";

/** The open connections of one caller, or of all callers. `idle` is sorted by idle time, longest first. */
type Group = { count: number; readonly idle: Set<Socket> };

/**
 * Limits the open connections of a server. A connection beyond `perAddress` closes the same caller's longest-idle
 * connection. A connection beyond `total` closes the longest-idle connection from any caller. A connection is idle
 * while it has no request in progress, even if it has never sent one or is still sending its headers. If no other
 * connection is idle, the new one is closed.
 *
 * @param limits `perAddress` applies to an IPv4 address or an IPv6 /64; it is null behind trusted proxies, which
 * connect on behalf of every client
 */
export function limitConnections(
  server: Server,
  limits: { readonly total: number; readonly perAddress: number | null },
): void {
  const all: Group = { count: 0, idle: new Set() };
  const callers = new Map<string, Group>();
  const groupsOf = new WeakMap<Socket, readonly Group[]>();

  const forget = (socket: Socket) => {
    for (const group of groupsOf.get(socket) ?? []) {
      group.count -= 1;
      group.idle.delete(socket);
    }
    groupsOf.delete(socket);
  };
  // Forgets the socket before its `close` event, so that the next new connection closes a different one.
  const closeLongestIdle = ({ idle }: Group) => {
    // The newest connection is idle, too, and is the last candidate.
    const [longest] = idle;
    if (longest === undefined) return;
    forget(longest);
    longest.destroy();
  };

  server.on("connection", (socket: Socket) => {
    const ip = normalizeIp(socket.remoteAddress ?? "");
    const name = ip === null ? "" : limitedIp(ip);
    const caller = callers.get(name) ?? { count: 0, idle: new Set<Socket>() };
    callers.set(name, caller);
    const groups = [caller, all];
    groupsOf.set(socket, groups);
    for (const group of groups) {
      group.count += 1;
      group.idle.add(socket);
    }
    socket.once("close", () => {
      forget(socket);
      if (caller.count === 0 && callers.get(name) === caller) callers.delete(name);
    });
    if (limits.perAddress !== null && caller.count > limits.perAddress) closeLongestIdle(caller);
    if (all.count > limits.total) closeLongestIdle(all);
  });

  server.prependListener("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    const groups = groupsOf.get(socket) ?? [];
    for (const { idle } of groups) idle.delete(socket);
    response.once("close", () => {
      if (socket.destroyed) return;
      for (const { idle } of groups) idle.add(socket);
    });
  });
}
