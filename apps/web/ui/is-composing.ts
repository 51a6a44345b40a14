/** The key code of a key press that an input method has handled (UI Events, "keyCode"). */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Returns whether a key press belongs to an input method, where Enter accepts a suggestion and Escape rejects it.
 * Safari sends the press that ends a composition after `compositionend`, when `isComposing` is already false. Its key
 * code still shows it.
 */
export function isComposing(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  // Deprecated, but the only sign in Safari.
  // oxlint-disable-next-line typescript/no-deprecated
  return event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD;
}
