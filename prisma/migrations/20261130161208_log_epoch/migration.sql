-- AlterTable
ALTER TABLE "workspace_counter" ADD COLUMN     "epoch" UUID NOT NULL DEFAULT gen_random_uuid();
