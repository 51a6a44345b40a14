import { ACCOUNT_INPUTS } from "./account-input.ts";
import { tryTable } from "./try-table.ts";

tryTable(ACCOUNT_INPUTS);
