/** Renders no panel, because the URL of the workspace itself only redirects. */
export default function NoPanel() {
  return null;
}
