/** The address of a workspace by itself leads elsewhere: no task stands beside it. */
export default function NoPanel() {
  return null;
}
