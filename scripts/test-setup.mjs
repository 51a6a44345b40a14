import { enterTemporaryDirectory } from "./temporary-directory.mjs";

/** The first global set-up of the test run: all its temporary files, also those of the workers, lie in one directory. */
export const setup = () => enterTemporaryDirectory("test");
