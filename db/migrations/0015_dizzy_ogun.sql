CREATE TABLE "erased_identities" (
	"workspace_id" text NOT NULL,
	"hash" text NOT NULL,
	"erasure_id" text NOT NULL,
	CONSTRAINT "erased_identities_workspace_id_hash_pk" PRIMARY KEY("workspace_id","hash")
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"subject_id" text NOT NULL,
	"report" jsonb NOT NULL,
	"redactions" jsonb NOT NULL,
	CONSTRAINT "erasures_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "workspace_secrets" (
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"value" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "workspace_secrets_workspace_id_name_pk" PRIMARY KEY("workspace_id","name")
);
--> statement-breakpoint
ALTER TABLE "changes" ALTER COLUMN "items" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "consents" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "erasures_subject" ON "erasures" USING btree ("workspace_id","subject_id");