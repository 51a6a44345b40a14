import { enterTemporaryDirectory } from "./temporary-directory.mjs";

/**
 * The first global setup of a test run. It puts all temporary files, including those of the workers, in one directory.
 */
export const setup = () => enterTemporaryDirectory("test");
