import type { AppRouter } from "@docket/api/root";
import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import { API } from "./address.ts";

/** The way of the live feed. Apart from the other calls, because a page does not need it to be seen. */
export const liveClient = createTRPCClient<AppRouter>({ links: [httpSubscriptionLink({ url: API })] });
