// Preloaded into a server (`node --import`) that sends push notifications to a push service of a proof on this machine.
// Docket rejects such addresses, and has no setting that allows them.
import { BlockList } from "node:net";

const OWN_ADDRESS = "127.0.0.1";

BlockList.prototype.check = new Proxy(Reflect.get(BlockList.prototype, "check"), {
  apply: (check, list, args) => args[0] !== OWN_ADDRESS && Reflect.apply(check, list, args),
});
