CREATE TABLE "fulfilments" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"order_id" text NOT NULL,
	"carrier" text,
	"tracking_numbers" text[] DEFAULT '{}' NOT NULL,
	"order_line_ids" text[] DEFAULT '{}' NOT NULL,
	"shipped_at" timestamp with time zone,
	CONSTRAINT "fulfilments_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "payment_methods" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"contact_id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"brand" text,
	"last_four" text,
	"balance_minor" bigint,
	CONSTRAINT "payment_methods_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "items_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "cancel_reason" text;--> statement-breakpoint
ALTER TABLE "product_variants" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "returns" ADD COLUMN "kind" text DEFAULT 'return' NOT NULL;--> statement-breakpoint
ALTER TABLE "returns" ADD COLUMN "new_variant_id" text;--> statement-breakpoint
ALTER TABLE "returns" ADD COLUMN "difference_minor" bigint;--> statement-breakpoint
ALTER TABLE "returns" ADD COLUMN "payment_method" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "address" jsonb;--> statement-breakpoint
CREATE INDEX "fulfilments_order" ON "fulfilments" USING btree ("workspace_id","order_id");--> statement-breakpoint
CREATE INDEX "payment_methods_contact" ON "payment_methods" USING btree ("workspace_id","contact_id");