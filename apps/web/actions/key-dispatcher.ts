import { matchKeyBindingPress, parseKeybinding } from "tinykeys";
import type { KeyBindingPress } from "tinykeys";
import { isComposing } from "../ui/is-composing.ts";
import type { ActionId } from "./action-table.ts";
import { ACTIONS, specOf } from "./action-table.ts";

/** Maximum time between two keys of a sequence, in milliseconds. */
export const SEQUENCE_MS = 1_000;

/** A key that continues the current sequence, and the action that the sequence then runs. */
export type NextKey = { id: ActionId; key: string };

type Binding = { id: ActionId; keys: string; presses: KeyBindingPress[] };

type DispatcherOptions = {
  /** Runs an action. Returns false if it is not available, in which case the key keeps its default behaviour. */
  run: (id: ActionId) => void | false;
  /** Whether shortcuts without Ctrl, ⌘ or Alt are enabled (WCAG 2.1.4). */
  hasSingleKeys: () => boolean;
  /** Whether an element that handles keys itself, such as a dialog, covers the page. */
  isCovered: () => boolean;
  /** Whether the event's target is a text field. */
  isTyping: (event: KeyboardEvent) => boolean;
  /** Called with the possible next keys of a sequence, or with an empty array when the sequence ends. */
  onSequence: (next: NextKey[]) => void;
};

/**
 * Creates a `keydown` listener that runs the actions in `ACTIONS`. A key that continues a sequence does not run its own
 * action: `i` alone assigns a task, but `g i` only goes to the inbox.
 */
export function createKeyDispatcher(options: DispatcherOptions): (event: KeyboardEvent) => void {
  const { run, hasSingleKeys, isCovered, isTyping, onSequence } = options;
  // Safe because the keys of `ACTIONS` are the action ids.
  const bindings: Binding[] = (Object.keys(ACTIONS) as ActionId[]).flatMap((id) =>
    (specOf(id).keys ?? []).map((keys) => ({ id, keys, presses: parseKeybinding(keys) })),
  );
  let pendingSequence: { bindings: Binding[]; length: number; at: number } | null = null;

  const isUsable = ({ id, presses }: Binding, event: KeyboardEvent): boolean => {
    const spec = specOf(id);
    if (event.repeat && spec.isRepeating !== true) return false;
    if (isTyping(event) && spec.isForTyping !== true) return false;
    return hasSingleKeys() || !isSingleKey(presses);
  };
  const end = () => {
    if (pendingSequence !== null) onSequence([]);
    pendingSequence = null;
  };

  return (event) => {
    if (event.defaultPrevented || isComposing(event) || MODIFIERS.has(event.key)) return;
    if (isCovered()) return end();
    const activeSequence =
      pendingSequence !== null && event.timeStamp - pendingSequence.at < SEQUENCE_MS ? pendingSequence : null;
    const position = activeSequence?.length ?? 0;
    const matching = (activeSequence?.bindings ?? bindings).filter((binding) => {
      const press = binding.presses[position];
      return press !== undefined && isUsable(binding, event) && isPressed(event, press);
    });
    end();
    const complete = matching.filter(({ presses }) => presses.length === position + 1);
    for (const { id } of complete) {
      if (run(id) === false) continue;
      event.preventDefault();
      return;
    }
    const unfinished = matching.filter(({ presses }) => presses.length > position + 1);
    if (unfinished.length === 0) return;
    pendingSequence = { bindings: unfinished, length: position + 1, at: event.timeStamp };
    onSequence(unfinished.map(({ id, keys }) => ({ id, key: keys.split(" ")[position + 1] ?? "" })));
  };
}

const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta"]);

/** Keys that do not type a character, so dictation and accidental typing cannot trigger them. */
const NAMED_KEY = /^(?:Arrow|Home$|End$|Delete$|Escape$|F\d)/;

function isSingleKey(presses: KeyBindingPress[]): boolean {
  return presses.every(
    ([modifiers, key]) =>
      !modifiers.some((modifier) => modifier !== "Shift") && !(typeof key === "string" && NAMED_KEY.test(key)),
  );
}

/**
 * Matches letters of non-Latin scripts. On keyboard layouts with such letters, shortcuts are matched by physical key.
 */
const OTHER_SCRIPT = /^(?!\p{Script=Latin})\p{L}$/u;
const KEY_CODES: Record<string, string> = { "[": "BracketLeft", "]": "BracketRight", ".": "Period", "/": "Slash" };

function isPressed(event: KeyboardEvent, press: KeyBindingPress): boolean {
  if (matchKeyBindingPress(event, press)) return true;
  const [modifiers, key] = press;
  if (typeof key !== "string" || !OTHER_SCRIPT.test(event.key)) return false;
  const code = KEY_CODES[key] ?? (/^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : null);
  return code !== null && matchKeyBindingPress(event, [modifiers, code]);
}
