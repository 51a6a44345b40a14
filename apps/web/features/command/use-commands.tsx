"use client";

import { createContext, useContext, useEffect, useMemo, useRef } from "react";
import type { ReactNode } from "react";
import { usePreference } from "../preference/use-preference.ts";
import { createCommandRegistry } from "./command-registry.ts";
import type { CommandHandlers, CommandRegistry } from "./command-registry.ts";
import { createKeyDispatcher } from "./key-dispatcher.ts";

const RegistryContext = createContext<CommandRegistry | null>(null);

/** The commands of the page: to run one, or to list those that there are. */
export function useCommandRegistry(): CommandRegistry {
  const registry = useContext(RegistryContext);
  if (!registry) throw new Error("Commands need a workspace around them.");
  return registry;
}

/**
 * Says what commands do while this part of the page is there. A handler may be undefined when there is nothing to do; the command
 * is then not offered.
 */
export function useCommands(handlers: CommandHandlers): void {
  const registry = useCommandRegistry();
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => registry.register(() => latest.current), [registry]);
}

/** Listens to the keyboard for all commands of the pages inside. */
export function CommandProvider({ children }: { children: ReactNode }) {
  const registry = useMemo(() => createCommandRegistry(), []);
  const [hasSingleKeys] = usePreference("keyboard.singleKeys", true);
  useEffect(() => {
    const onKeyDown = createKeyDispatcher({ run: registry.run, hasSingleKeys: () => hasSingleKeys });
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [registry, hasSingleKeys]);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}
