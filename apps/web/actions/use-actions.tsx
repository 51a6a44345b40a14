"use client";

import { createContext, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { usePreferenceReader } from "../entities/preference/use-preference.ts";
import { createActionRegistry } from "./action-registry.ts";
import type { ActionHandlers, ActionRegistry, ActionTargets } from "./action-registry.ts";
import { createKeyDispatcher } from "./key-dispatcher.ts";
import type { NextKey } from "./key-dispatcher.ts";
import { SequenceHint } from "./sequence-hint.tsx";
import { SINGLE_KEYS } from "./single-keys.ts";

const RegistryContext = createContext<ActionRegistry | null>(null);

/** Returns the page's action registry, for running and listing actions. */
export function useActionRegistry(): ActionRegistry {
  const registry = useContext(RegistryContext);
  if (!registry) throw new Error("There is no ActionProvider.");
  return registry;
}

/**
 * Registers handlers for actions while the component is mounted. An action whose handler is undefined is unavailable.
 *
 * @param subject returns the tasks to which the actions apply
 * @param isLast whether the handlers run only if no other handler has handled the action
 */
export function useActions(handlers: ActionHandlers, subject?: () => ActionTargets, isLast = false): void {
  const registry = useActionRegistry();
  const latest = useRef({ handlers, subject });
  useEffect(() => {
    latest.current = { handlers, subject };
  });
  useEffect(
    () =>
      registry.register(
        () => latest.current.handlers,
        () => latest.current.subject?.(),
        isLast,
      ),
    [isLast, registry],
  );
}

/** Selects elements that handle keys themselves while they are open. */
const COVERING_ELEMENTS = "dialog[open], [popover]:popover-open, [data-dragging]";
const TEXT_FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

/** Provides the action registry to its children and handles keyboard shortcuts. */
export function ActionProvider({ children }: { children: ReactNode }) {
  const registry = useMemo(() => createActionRegistry(), []);
  const hasSingleKeys = usePreferenceReader<boolean>(SINGLE_KEYS, true);
  const [next, setNext] = useState<readonly NextKey[]>([]);
  useEffect(() => {
    const onKeyDown = createKeyDispatcher({
      run: registry.run,
      hasSingleKeys,
      isCovered: () => document.querySelector(COVERING_ELEMENTS) !== null,
      isTyping: ({ target }) => target instanceof HTMLElement && target.closest(TEXT_FIELDS) !== null,
      onSequence: (keys) => {
        const available = new Set(registry.available());
        setNext(keys.filter(({ id }) => available.has(id)));
      },
    });
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [registry, hasSingleKeys]);
  return (
    <RegistryContext value={registry}>
      {children}
      <SequenceHint next={next} />
    </RegistryContext>
  );
}
