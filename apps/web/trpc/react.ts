import type { AppRouter } from "@docket/api/root";
import { createTRPCContext } from "@trpc/tanstack-react-query";

/** `useTRPC()` returns the procedures as options for React Query's hooks. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
