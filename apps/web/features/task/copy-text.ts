/** Puts a text on the clipboard, also where the page has an address that browsers don't trust, like a machine at home over HTTP. */
export function copyText(text: string): void {
  // Not there in such pages, whatever its type says.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard) {
    void clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea");
  const focused = document.activeElement;
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  // Beside an open dialog nothing can be selected.
  (focused?.closest("dialog") ?? document.body).append(field);
  field.select();
  // Old, and the only way in such pages.
  // oxlint-disable-next-line typescript/no-deprecated
  document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
}
