import type { InstanceStatus, UpdateInstance } from "@docket/schema/instance";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { PersonCtx } from "../../runtime/ctx.ts";
import { getInstanceStatus } from "./queries.ts";

/** Opens or closes registration. The procedure restricts this to administrators. */
export async function updateInstance(ctx: PersonCtx, { registration }: UpdateInstance): Promise<InstanceStatus> {
  const now = ctx.now();
  await ctx.db.$transaction(async (tx) => {
    await tx.instanceSetting.upsert({
      where: { key: "registration" },
      create: { key: "registration", value: registration, updatedAt: now },
      update: { value: registration, updatedAt: now },
    });
    await recordSecurityEvent(tx, ctx.request, now, {
      kind: "sys_registration_changed",
      outcome: "success",
      actor: ctx.actor,
      meta: { registration },
    });
  });
  return getInstanceStatus(ctx.runtime);
}
