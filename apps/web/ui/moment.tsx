const FORMAT = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** An instant, in the reader's own zone. The server does not know that zone, so the browser may write it anew. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} suppressHydrationWarning>
      {FORMAT.format(new Date(at))}
    </time>
  );
}
