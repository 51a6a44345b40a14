import type { Page } from "@playwright/test";

/** Frames that take longer are counted as long, in milliseconds: at 60 frames a second, at least one was skipped. */
const LONG_FRAME_MS = 34;

/**
 * Measures the time from an input to the first paint that shows its effect, in milliseconds. The effect is looked for in
 * each frame, before it is painted, and the time ends with a task after that frame. The input is an event that a script
 * sends, so the time that the browser takes to pass on a real one is not included.
 *
 * @param act JavaScript that sends the input
 * @param isDone a JavaScript expression that is true once the effect is in the document
 */
export function paintTime(page: Page, act: string, isDone: string): Promise<number> {
  return page.evaluate(`(async () => {
    const isShownInNextFrame = () => new Promise((resolve) => requestAnimationFrame(() => {
      const isShown = Boolean(${isDone});
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(isShown);
      port2.postMessage(null);
    }));
    const startedAt = performance.now();
    ${act};
    for (let frame = 0; frame < 600; frame += 1)
      if (await isShownInNextFrame()) return performance.now() - startedAt;
    throw new Error(${JSON.stringify(`Not shown: ${isDone}`)});
  })()`);
}

/** The frames that a page has painted, and the longest pause between two of them, in milliseconds. */
export type Frames = { count: number; long: number; longest: number };

/** Counts the frames that a page paints while something is done. */
export async function countFrames(page: Page, act: () => Promise<void>): Promise<Frames> {
  const counting = page.evaluate(`new Promise((resolve) => {
    const times = [];
    window.addEventListener("frames-end", () => {
      const pauses = times.slice(1).map((time, index) => time - times[index]);
      const long = pauses.filter((pause) => pause > ${LONG_FRAME_MS}).length;
      resolve({ count: pauses.length, long, longest: Math.max(0, ...pauses) });
    }, { once: true });
    const next = (time) => { times.push(time); requestAnimationFrame(next); };
    requestAnimationFrame(next);
  })`);
  await act();
  await page.evaluate(`window.dispatchEvent(new Event("frames-end"))`);
  // Safe because the expression above returns it.
  return (await counting) as Frames;
}
