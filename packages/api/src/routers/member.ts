import { leaveProject, removeMember, setMember } from "@docket/core/commands/member/mutations";
import { listMembers } from "@docket/core/entities/member/queries";
import {
  LeaveProject,
  ListMembers,
  Member,
  MemberPage,
  MemberRemoved,
  RemoveMember,
  SetMember,
} from "@docket/schema/member";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";

const read: ProcedureMeta = { auth: "verified", scope: null, rate: "read" };
const write: ProcedureMeta = { auth: "verified", scope: null, rate: "write" };

export const memberRouter = router({
  list: protectedProcedure
    .meta(read)
    .input(ListMembers)
    .output(MemberPage)
    .query(({ ctx, input }) => listMembers(ctx.use, input)),
  set: protectedProcedure
    .meta(write)
    .input(SetMember)
    .output(Member)
    .mutation(({ ctx, input }) => setMember(ctx.use, input)),
  remove: protectedProcedure
    .meta(write)
    .input(RemoveMember)
    .output(MemberRemoved)
    .mutation(({ ctx, input }) => removeMember(ctx.use, input)),
  leave: protectedProcedure
    .meta(write)
    .input(LeaveProject)
    .output(MemberRemoved)
    .mutation(({ ctx, input }) => leaveProject(ctx.use, input)),
});
