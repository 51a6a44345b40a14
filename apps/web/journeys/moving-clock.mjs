// Preloaded into the server of a journey (`node --import`): advances the server's clock by the time that the parent
// process sends. It is not part of Docket, and only the parent process can control it.
const RealDate = Date;
let ahead = 0;
const now = () => RealDate.now() + ahead;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
});

process.on("message", (/** @type {{ passMs?: number }} */ { passMs }) => {
  if (passMs === undefined) return;
  ahead += passMs;
  process.send?.({ now: now() });
});
// The channel to the parent must not keep the process alive.
process.channel?.unref();
