import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { limitedIp, normalizeIp } from "@docket/core/ip";

/** Open connections of one caller, or of all: how many, and which of them are idle, the longest idle first. */
type Group = { count: number; readonly idle: Set<Socket> };

/**
 * Limits the open connections of a server. A connection beyond `perAddress` closes the caller's connection that has been idle
 * longest; one beyond `total` closes the one of any caller. A connection is idle while no request of it is in progress,
 * whether it never sent one or is still sending its headers. When none is idle, the new connection is closed.
 *
 * @param limits `perAddress` counts an IPv4 address or an IPv6 /64; null behind our own proxies, which connect on behalf of every client
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
  // Forgotten before its `close` event, so that the next connection closes another one.
  const closeLongestIdle = ({ idle }: Group) => {
    // The newest connection is idle too, and the last to be closed.
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
