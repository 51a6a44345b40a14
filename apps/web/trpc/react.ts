import type { AppRouter } from "@docket/api/root";
import { createTRPCContext } from "@trpc/tanstack-react-query";

/** `useTRPC()` returns the procedures as option factories for React Query hooks. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
