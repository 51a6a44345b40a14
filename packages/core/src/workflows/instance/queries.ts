import type { InstanceStatus } from "@docket/schema/instance";
import { Registration } from "@docket/schema/instance";
import type { Runtime } from "../../runtime/runtime.ts";

/**
 * Returns who can create an account, according to the administrators' setting or, if there is none, the environment.
 */
export async function registrationOf({ db, config }: Runtime): Promise<Registration> {
  const row = await db.instanceSetting.findUnique({ where: { key: "registration" }, select: { value: true } });
  const parsed = Registration.safeParse(row?.value);
  return parsed.success ? parsed.data : config.registration;
}

/** Returns public information about the installation. */
export async function getInstanceStatus(runtime: Runtime): Promise<InstanceStatus> {
  return {
    registration: await registrationOf(runtime),
    isMailSent: runtime.mailer !== null,
    trashDays: runtime.config.trashDays,
  };
}
