import type { AppRouter as ServerRouter } from "@docket/api/root";
import type {
  AnyTRPCProcedure,
  TRPCBuiltRouter,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from "@trpc/server";

/** The type of the API: its procedures by entity and verb, with their inputs, outputs and errors. */
export type AppRouter = typeof contract;

type ProcedureByType<Def extends { input: unknown; output: unknown; meta: object }> = {
  query: TRPCQueryProcedure<Def>;
  mutation: TRPCMutationProcedure<Def>;
  subscription: TRPCSubscriptionProcedure<Def>;
};

type RouterDefinition = {
  record: Record<string, Record<string, AnyTRPCProcedure>>;
  _config: { $types: { errorShape: object } };
};

/**
 * Returns a router type without the context and metadata, which are server types. The value is never used. It exists
 * because the npm package's declarations contain the type of a value in full, whereas a type alias would import the
 * server.
 */
function createContract<Def extends RouterDefinition>() {
  return null as unknown as TRPCBuiltRouter<
    { ctx: object; meta: object; errorShape: Def["_config"]["$types"]["errorShape"]; transformer: false },
    {
      [Entity in keyof Def["record"]]: {
        [Verb in keyof Def["record"][Entity]]: ProcedureByType<{
          input: Def["record"][Entity][Verb]["_def"]["$types"]["input"];
          output: Def["record"][Entity][Verb]["_def"]["$types"]["output"];
          meta: object;
        }>[Def["record"][Entity][Verb]["_def"]["type"]];
      };
    }
  >;
}

const contract = createContract<ServerRouter["_def"]>();
