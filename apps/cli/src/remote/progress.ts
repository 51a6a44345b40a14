/**
 * Returns a function that reports progress in steps of 10 %.
 *
 * @param minTotal total below which nothing is reported, because the work is done before the user could read it
 * @param show called with the percentage
 */
export function reportInTenths(
  minTotal: number,
  show: (percent: number) => void,
): (done: number, total: number) => void {
  let shown = 0;
  return (done, total) => {
    const tenths = Math.floor((done / total) * 10);
    if (total < minTotal || tenths === shown) return;
    shown = tenths;
    show(tenths * 10);
  };
}
