import type { ExportLine } from "@docket/schema/export-line";
import type { Id } from "@docket/schema/id";
import type { TRPCClient } from "@trpc/client";
import type { ExportOptions } from "./export.ts";
import type { AppRouter } from "./router.ts";
import type { Snapshot } from "./snapshot.ts";

type Without<Input, Keys extends string> = Input extends unknown ? Omit<Input, Keys> : never;
type Optional<Input, Keys extends string> = Input extends unknown
  ? Without<Input, Keys> & Partial<Pick<Input, Extract<Keys, keyof Input>>>
  : never;

/** An input without the workspace ID and with an optional command ID, which is generated if omitted. */
export type WorkspaceInput<Input> = Optional<Without<Input, "workspaceId">, "commandId">;

type Call<Input, Options, Answer> =
  Partial<WorkspaceInput<Input>> extends WorkspaceInput<Input>
    ? (input?: WorkspaceInput<Input>, options?: Options) => Answer
    : (input: WorkspaceInput<Input>, options?: Options) => Answer;

type InWorkspace<Node> = Node extends { query: (input: infer Input, options?: infer Options) => infer Answer }
  ? { query: Call<Input, Options, Answer> }
  : Node extends { mutate: (input: infer Input, options?: infer Options) => infer Answer }
    ? { mutate: Call<Input, Options, Answer> }
    : Node extends { subscribe: (input: infer Input, options: infer Options) => infer Answer }
      ? { subscribe: (input: WorkspaceInput<Input>, options: Options) => Answer }
      : { [Key in keyof Node as TakesWorkspace<Node[Key]> extends true ? Key : never]: InWorkspace<Node[Key]> };

/** Whether a procedure takes a workspace ID. True for an entity's router, whose procedures are checked individually. */
type TakesWorkspace<Node> = Node extends
  | { query: infer Resolver }
  | { mutate: infer Resolver }
  | { subscribe: infer Resolver }
  ? Resolver extends (input: infer Input, ...rest: never[]) => unknown
    ? Input extends { workspaceId: Id }
      ? true
      : false
    : false
  : true;

/**
 * The procedures of one workspace, its export (`for await (const line of workspace.export()) …`), and the snapshots of it
 * and of its projects.
 */
export type WorkspaceClient = InWorkspace<TRPCClient<AppRouter>> & {
  export: (options?: ExportOptions) => AsyncGenerator<ExportLine, void>;
  snapshot: Snapshot;
};

type Mutation<Input> = { mutate: (input: Input, ...rest: never[]) => unknown };

type WithoutCommand<Noun, Name extends string> = {
  [Verb in keyof Noun & string]: Noun[Verb] extends Mutation<infer Input>
    ? Input extends { workspaceId: Id }
      ? Input extends { commandId: Id }
        ? never
        : `${Name}.${Verb}`
      : never
    : never;
}[keyof Noun & string];

/** Mutations of a workspace that are not commands. */
export type ProcedureWithoutCommand = {
  [Noun in keyof TRPCClient<AppRouter> & string]: WithoutCommand<TRPCClient<AppRouter>[Noun], Noun>;
}[keyof TRPCClient<AppRouter> & string];
