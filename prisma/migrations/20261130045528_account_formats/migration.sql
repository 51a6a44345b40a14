-- AlterTable
ALTER TABLE "user_account" ADD COLUMN     "clock" TEXT,
ADD COLUMN     "date_order" TEXT;

ALTER TABLE "user_account" ADD CONSTRAINT "user_account_clock" CHECK (clock in ('12', '24'));
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_date_order" CHECK (date_order in ('day', 'month'));
