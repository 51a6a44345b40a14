import { useId } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

/** A series of a chart. The same order and colours are used in its legend, its shapes and its table. */
export type Series = { name: string; color: string };

type ChartFigureProps = {
  title: string;
  /** What the chart shows, in a sentence. It is also its description for screen readers. */
  summary: string;
  series: readonly Series[];
  /** The heading of the first column, and the rows of the table. */
  rowTitle: string;
  rows: readonly { key: string; name: string; values: readonly number[] }[];
  children: ReactNode;
};

/** A chart with its heading, its legend, and a table with the same numbers. */
export function ChartFigure({ title, summary, series, rowTitle, rows, children }: ChartFigureProps) {
  const id = useId();
  const t = useTranslations("report");
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-panel p-4">
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      <p className="mb-3 text-muted">{summary}</p>
      {children}
      <div className="mt-3 flex flex-wrap items-start justify-between gap-x-4 gap-y-1 text-xs text-muted">
        <ul aria-hidden className="flex flex-wrap gap-x-4">
          {series.map(({ name, color }) => (
            <li key={name} className="flex min-h-6 items-center gap-1.5">
              <span className="size-2.5 rounded-xs" style={{ background: color }} />
              {name}
            </li>
          ))}
        </ul>
        <details className="open:w-full">
          <summary className="min-h-6 cursor-pointer rounded-md px-1 hover:bg-hover pointer-coarse:min-h-11 pointer-coarse:py-3">
            {t("asTable")}
          </summary>
          <table className="mt-2 w-full text-sm tabular-nums">
            <thead>
              <tr className="border-b border-line text-start text-muted">
                <th scope="col" className="py-1 text-start font-medium">
                  {rowTitle}
                </th>
                {series.map(({ name }) => (
                  <th key={name} scope="col" className="py-1 text-end font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, name, values }) => (
                <tr key={key} className="border-b border-line text-text last:border-0">
                  <th scope="row" className="py-1 text-start font-normal">
                    {name}
                  </th>
                  {values.map((value, index) => (
                    <td key={series[index]?.name} className="py-1 text-end">
                      <Amount value={value} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </div>
    </section>
  );
}

/** A number with the separators of the viewer's language. */
export function Amount({ value }: { value: number }) {
  return useTranslations("report")("amount", { value });
}
