-- Signatures now cover the kind and the time too. Older ones can't be made again here: the server signs a new checkpoint
-- within seconds of its start.
DELETE FROM "security_checkpoint";

ALTER TABLE "security_checkpoint" DROP CONSTRAINT "security_checkpoint_pkey",
ADD COLUMN     "kind" TEXT NOT NULL,
ADD CONSTRAINT "security_checkpoint_pkey" PRIMARY KEY ("kind", "n", "key_id");

ALTER TABLE "security_checkpoint" ADD CONSTRAINT "security_checkpoint_kind" CHECK (kind in ('head', 'retention'));
