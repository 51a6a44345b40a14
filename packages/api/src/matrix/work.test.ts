import { tryTable } from "./try-table.ts";
import { WORK_INPUTS } from "./work-input.ts";

tryTable(WORK_INPUTS);
