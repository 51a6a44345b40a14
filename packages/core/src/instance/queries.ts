import type { InstanceStatus } from "@docket/schema/instance";
import { Registration } from "@docket/schema/instance";
import type { Runtime } from "../runtime.ts";

/** Who may make an account: the setting of an administrator, or what the server was started with. */
export async function registrationOf({ db, config }: Runtime): Promise<Registration> {
  const row = await db.instanceSetting.findUnique({ where: { key: "registration" }, select: { value: true } });
  const parsed = Registration.safeParse(row?.value);
  return parsed.success ? parsed.data : config.registration;
}

/** What anybody may know. */
export async function getInstanceStatus(runtime: Runtime): Promise<InstanceStatus> {
  return {
    registration: await registrationOf(runtime),
    isMailSent: runtime.mailer !== null,
    trashDays: runtime.config.trashDays,
  };
}
