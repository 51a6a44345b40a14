import { matchKeyBindingPress, parseKeybinding } from "tinykeys";
import type { KeyBindingPress } from "tinykeys";
import type { CommandId } from "./command-table.ts";
import { COMMANDS, specOf } from "./command-table.ts";

/** How long the keys of a sequence may lie apart, in milliseconds. */
const SEQUENCE_MS = 1_000;

type Binding = { id: CommandId; presses: KeyBindingPress[] };

type DispatcherOptions = {
  /** Runs a command; false when it is not there, and the key keeps its usual meaning. */
  run: (id: CommandId) => void | false;
  /** Whether keys without Ctrl, ⌘ or Alt are switched on (WCAG 2.1.4). */
  hasSingleKeys: () => boolean;
};

/**
 * Turns keys into commands. A key that goes on a sequence that was begun belongs to it alone: `g i` goes to the inbox and assigns
 * nothing.
 */
export function createKeyDispatcher({ run, hasSingleKeys }: DispatcherOptions): (event: KeyboardEvent) => void {
  // Safe because the keys of the table are the ids.
  const bindings: Binding[] = (Object.keys(COMMANDS) as CommandId[]).flatMap((id) =>
    (specOf(id).keys ?? []).map((keys) => ({ id, presses: parseKeybinding(keys) })),
  );
  let begun: { bindings: Binding[]; length: number; at: number } | null = null;

  const isUsable = ({ id, presses }: Binding, event: KeyboardEvent): boolean => {
    const spec = specOf(id);
    if (event.repeat && spec.isRepeating !== true) return false;
    if (isTyping(event) && spec.isForTyping !== true) return false;
    return hasSingleKeys() || !isSingle(presses);
  };

  return (event) => {
    if (event.defaultPrevented || event.isComposing || MODIFIERS.has(event.key)) return;
    if (document.querySelector("dialog[open], [popover]:popover-open") !== null) return;
    const going = begun !== null && event.timeStamp - begun.at < SEQUENCE_MS ? begun : null;
    const position = going?.length ?? 0;
    const matching = (going?.bindings ?? bindings).filter((binding) => {
      const press = binding.presses[position];
      return press !== undefined && isUsable(binding, event) && matchKeyBindingPress(event, press);
    });
    begun = null;
    const complete = matching.filter(({ presses }) => presses.length === position + 1);
    for (const { id } of complete) {
      if (run(id) === false) continue;
      event.preventDefault();
      return;
    }
    const unfinished = matching.filter(({ presses }) => presses.length > position + 1);
    if (unfinished.length > 0) begun = { bindings: unfinished, length: position + 1, at: event.timeStamp };
  };
}

const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta"]);

/** Keys that type nothing, so that nobody who dictates or types by mistake sets them off. */
const NAMED_KEY = /^(?:Arrow|Home$|End$|Delete$|Escape$|F\d)/;

function isSingle(presses: KeyBindingPress[]): boolean {
  return presses.every(
    ([modifiers, key]) =>
      !modifiers.some((modifier) => modifier !== "Shift") && !(typeof key === "string" && NAMED_KEY.test(key)),
  );
}

function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null
  );
}
