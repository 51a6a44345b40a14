import {
  addPushSubscription,
  removePushSubscription,
  renewPushSubscription,
} from "@docket/core/identity/push/mutations";
import { getPushKey, listPushDevices } from "@docket/core/identity/push/queries";
import { testPush } from "@docket/core/workflows/notification/push";
import { Done, NoInput } from "@docket/schema/account";
import { AddPushSubscription, PushDeviceRef, PushDevices, PushKey, PushTest } from "@docket/schema/push";
import type { ProcedureMeta } from "../meta.ts";
import { router, sessionProcedure } from "../procedure.ts";

const read: ProcedureMeta = { auth: "verified", scope: null, rate: "read" };
const write: ProcedureMeta = { auth: "verified", scope: null, rate: "write" };
const send: ProcedureMeta = { auth: "verified", scope: null, rate: "push" };

export const pushRouter = router({
  getKey: sessionProcedure
    .meta(read)
    .input(NoInput)
    .output(PushKey)
    .query(({ ctx }) => getPushKey(ctx.use)),
  list: sessionProcedure
    .meta(read)
    .input(NoInput)
    .output(PushDevices)
    .query(({ ctx }) => listPushDevices(ctx.use)),
  add: sessionProcedure
    .meta(send)
    .input(AddPushSubscription)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await addPushSubscription(ctx.use, input);
      return { done: true };
    }),
  renew: sessionProcedure
    .meta(send)
    .input(AddPushSubscription)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await renewPushSubscription(ctx.use, input);
      return { done: true };
    }),
  remove: sessionProcedure
    .meta(write)
    .input(PushDeviceRef)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await removePushSubscription(ctx.use, input);
      return { done: true };
    }),
  test: sessionProcedure
    .meta(send)
    .input(NoInput)
    .output(PushTest)
    .mutation(({ ctx }) => testPush(ctx.use)),
});
