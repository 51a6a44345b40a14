/** No panel: the workspace's own URL only redirects. */
export default function NoPanel() {
  return null;
}
