import { useId } from "react";
import type { ReactNode } from "react";
import { Amount } from "./chart-figure.tsx";

type RankingProps = {
  title: string;
  /** The heading of the column with the numbers. */
  valueTitle: string;
  rows: readonly { key: string; name: string; mark: ReactNode; value: number }[];
};

/** Names with numbers, largest first, as a table with bars. */
export function Ranking({ title, valueTitle, rows }: RankingProps) {
  const id = useId();
  const largest = Math.max(1, ...rows.map(({ value }) => value));
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-lg border border-line bg-panel p-4">
      <h2 id={id} className="mb-2 font-semibold">
        {title}
      </h2>
      <table aria-labelledby={id} className="w-full table-fixed">
        <thead className="sr-only">
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{valueTitle}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, mark, value }) => (
            <tr key={key}>
              <th scope="row" className="py-1.5 text-start font-normal">
                <span className="flex min-w-0 items-center gap-2">
                  {mark}
                  <span dir="auto" className="min-w-0 truncate">
                    {name}
                  </span>
                </span>
                <span aria-hidden className="mt-1 block h-1.5 rounded-full bg-hover">
                  <span
                    className="block h-full rounded-full bg-accent"
                    style={{ width: `${(value / largest) * 100}%` }}
                  />
                </span>
              </th>
              <td className="w-16 py-1.5 text-end align-top tabular-nums">
                <Amount value={value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
