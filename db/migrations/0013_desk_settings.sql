CREATE TABLE "desk_settings" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"name" text NOT NULL,
	"value" jsonb NOT NULL,
	CONSTRAINT "desk_settings_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
