// Loaded into the measured server with `--import`. On SIGUSR2, it collects the garbage and writes the memory that is
// still in use, as JSON, to the file BENCH_MEMORY_FILE. With BENCH_HEAP_SNAPSHOT, it also writes a heap snapshot there.
import { renameSync, writeFileSync } from "node:fs";
import { setFlagsFromString, writeHeapSnapshot } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");
const { BENCH_MEMORY_FILE: file = "", BENCH_HEAP_SNAPSHOT: snapshot } = process.env;

process.on("SIGUSR2", () => {
  const { rss } = process.memoryUsage();
  collectGarbage();
  const usage = { ...process.memoryUsage(), rss };
  if (snapshot) writeHeapSnapshot(snapshot);
  // Renamed, so that the reader never finds half of it.
  writeFileSync(`${file}.new`, JSON.stringify(usage));
  renameSync(`${file}.new`, file);
});
