/** The `keyCode` of a key press that an input method has handled (UI Events, "keyCode"). */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Whether a key press belongs to an input method editor (IME), in which Enter accepts a suggestion and Escape rejects
 * it. Safari sends the key press that ends a composition after `compositionend`, when `isComposing` is already false.
 * Only the key code reveals it.
 */
export function isComposing(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  // Deprecated, but there is no other way to detect it in Safari.
  // oxlint-disable-next-line typescript/no-deprecated
  return event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD;
}
