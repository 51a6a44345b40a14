/** Returns the title of the browser's tab for a page. */
export function titleOf(page: string): string {
  return `${page} · Docket`;
}

/** Sets the title of the browser's tab, for pages that the browser renders without the server. */
export function PageTitle({ title }: { title: string }) {
  return <title>{titleOf(title)}</title>;
}
