import { matchKeyBindingPress, parseKeybinding } from "tinykeys";
import type { KeyBindingPress } from "tinykeys";
import { isComposing } from "../ui/is-composing.ts";
import type { CommandId } from "./command-table.ts";
import { COMMANDS, specOf } from "./command-table.ts";

/** Maximum time between two keys of a sequence, in milliseconds. */
export const SEQUENCE_MS = 1_000;

/** A key that continues the current sequence, and the action that the sequence runs. */
export type NextKey = { id: CommandId; key: string };

type Binding = { id: CommandId; keys: string; presses: KeyBindingPress[] };

type DispatcherOptions = {
  /** Runs an action. Returns false if it is not available; the key then keeps its default behaviour. */
  run: (id: CommandId) => void | false;
  /** Whether shortcuts without Ctrl, ⌘ or Alt are enabled (WCAG 2.1.4). */
  hasSingleKeys: () => boolean;
  /** Whether the page is covered by something with its own keys, such as a dialog. */
  isCovered: () => boolean;
  /** Whether the event's target is a text field. */
  isTyping: (event: KeyboardEvent) => boolean;
  /** Receives the possible next keys of a sequence; an empty array when the sequence ends. */
  onSequence: (next: NextKey[]) => void;
};

/**
 * Creates a `keydown` listener that runs the actions of `COMMANDS`. A key that continues a sequence does not run its
 * own action: `g i` goes to the inbox, but does not assign a task as `i` does.
 */
export function createKeyDispatcher(options: DispatcherOptions): (event: KeyboardEvent) => void {
  const { run, hasSingleKeys, isCovered, isTyping, onSequence } = options;
  // Safe because the keys of `COMMANDS` are the ids.
  const bindings: Binding[] = (Object.keys(COMMANDS) as CommandId[]).flatMap((id) =>
    (specOf(id).keys ?? []).map((keys) => ({ id, keys, presses: parseKeybinding(keys) })),
  );
  let begun: { bindings: Binding[]; length: number; at: number } | null = null;

  const isUsable = ({ id, presses }: Binding, event: KeyboardEvent): boolean => {
    const spec = specOf(id);
    if (event.repeat && spec.isRepeating !== true) return false;
    if (isTyping(event) && spec.isForTyping !== true) return false;
    return hasSingleKeys() || !isSingle(presses);
  };
  const end = () => {
    if (begun !== null) onSequence([]);
    begun = null;
  };

  return (event) => {
    if (event.defaultPrevented || isComposing(event) || MODIFIERS.has(event.key)) return;
    if (isCovered()) return end();
    const going = begun !== null && event.timeStamp - begun.at < SEQUENCE_MS ? begun : null;
    const position = going?.length ?? 0;
    const matching = (going?.bindings ?? bindings).filter((binding) => {
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
    begun = { bindings: unfinished, length: position + 1, at: event.timeStamp };
    onSequence(unfinished.map(({ id, keys }) => ({ id, key: keys.split(" ")[position + 1] ?? "" })));
  };
}

const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta"]);

/** Keys that do not type a character, so that dictation or accidental typing cannot trigger them. */
const NAMED_KEY = /^(?:Arrow|Home$|End$|Delete$|Escape$|F\d)/;

function isSingle(presses: KeyBindingPress[]): boolean {
  return presses.every(
    ([modifiers, key]) =>
      !modifiers.some((modifier) => modifier !== "Shift") && !(typeof key === "string" && NAMED_KEY.test(key)),
  );
}

/** Letters of non-Latin scripts. On such layouts the shortcut is identified by the physical key. */
const OTHER_SCRIPT = /^(?!\p{Script=Latin})\p{L}$/u;
const PLACES: Record<string, string> = { "[": "BracketLeft", "]": "BracketRight", ".": "Period", "/": "Slash" };

function isPressed(event: KeyboardEvent, press: KeyBindingPress): boolean {
  if (matchKeyBindingPress(event, press)) return true;
  const [modifiers, key] = press;
  if (typeof key !== "string" || !OTHER_SCRIPT.test(event.key)) return false;
  const place = PLACES[key] ?? (/^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : null);
  return place !== null && matchKeyBindingPress(event, [modifiers, place]);
}
