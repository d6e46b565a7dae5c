CREATE TABLE "order_lines" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"order_id" text NOT NULL,
	"product_id" text NOT NULL,
	"variant_id" text,
	"quantity" integer NOT NULL,
	"unit_price_minor" bigint NOT NULL,
	"discount_minor" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "order_lines_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"number" text NOT NULL,
	"contact_id" text,
	"company_id" text,
	"owner_id" text,
	"ordered_at" timestamp with time zone,
	"status" text NOT NULL,
	"channel" text,
	"currency" text NOT NULL,
	"total_minor" bigint NOT NULL,
	"shipping_address" jsonb,
	"payment_method" text,
	"promotion_id" text,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "orders_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"order_id" text NOT NULL,
	"method" text NOT NULL,
	"kind" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"paid_at" timestamp with time zone,
	CONSTRAINT "payments_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "product_events" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"product_id" text NOT NULL,
	"contact_id" text NOT NULL,
	"kind" text NOT NULL,
	"value" real,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "product_events_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "product_reviews" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"product_id" text NOT NULL,
	"contact_id" text,
	"rating" integer NOT NULL,
	"text" text,
	"reviewed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "product_reviews_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "product_variants" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"product_id" text NOT NULL,
	"sku" text,
	"options" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"price_minor" bigint,
	"stock" integer,
	"available" boolean DEFAULT true NOT NULL,
	CONSTRAINT "product_variants_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "products" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"name" text NOT NULL,
	"sku" text,
	"category" text,
	"description" text,
	"price_minor" bigint,
	"cost_minor" bigint,
	"currency" text NOT NULL,
	"stock" integer,
	"lead_time_days" integer,
	"active" boolean DEFAULT true NOT NULL,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "products_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "promotions" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"name" text NOT NULL,
	"code" text,
	"percent_off" real,
	"amount_off_minor" bigint,
	"category" text,
	"product_ids" text[] DEFAULT '{}' NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	CONSTRAINT "promotions_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "returns" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"order_id" text NOT NULL,
	"order_line_id" text NOT NULL,
	"quantity" integer NOT NULL,
	"refund_minor" bigint NOT NULL,
	"reason" text,
	"status" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	CONSTRAINT "returns_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "knowledge_chunks" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"document_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"headings" text[] DEFAULT '{}' NOT NULL,
	"text" text NOT NULL,
	"start_offset" integer NOT NULL,
	"end_offset" integer NOT NULL,
	"term_count" integer NOT NULL,
	"embedder" text,
	"embedding" vector(1024),
	CONSTRAINT "knowledge_chunks_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "knowledge_documents" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"title" text NOT NULL,
	"source" text NOT NULL,
	"media_type" text NOT NULL,
	"language" text NOT NULL,
	"content" text NOT NULL,
	"content_hash" text NOT NULL,
	"untrusted" boolean DEFAULT false NOT NULL,
	"ingested_at" timestamp with time zone NOT NULL,
	CONSTRAINT "knowledge_documents_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "terms" (
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"term" text NOT NULL,
	"record_id" text NOT NULL,
	"frequency" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "terms_workspace_id_kind_term_record_id_pk" PRIMARY KEY("workspace_id","kind","term","record_id")
);
--> statement-breakpoint
CREATE TABLE "companies" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"name" text NOT NULL,
	"domain" text,
	"industry" text,
	"phone" text,
	"city" text,
	"country" text,
	"employees" integer,
	"owner_id" text,
	"notes" text,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "companies_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"name" text NOT NULL,
	"company_id" text,
	"job_title" text,
	"emails" text[] DEFAULT '{}' NOT NULL,
	"phones" text[] DEFAULT '{}' NOT NULL,
	"lifecycle_stage" text NOT NULL,
	"lead_source" text,
	"language" text,
	"city" text,
	"owner_id" text,
	"last_contact_on" date,
	"follow_up_on" date,
	"do_not_contact" boolean DEFAULT false NOT NULL,
	"notes" text,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "contacts_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "deals" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"name" text NOT NULL,
	"contact_id" text,
	"company_id" text,
	"pipeline_id" text NOT NULL,
	"stage_id" text NOT NULL,
	"amount_minor" bigint,
	"currency" text NOT NULL,
	"expected_close_on" date,
	"closed_on" date,
	"lost_reason" text,
	"source" text,
	"owner_id" text,
	"notes" text,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "deals_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "interactions" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"contact_id" text NOT NULL,
	"company_id" text,
	"deal_id" text,
	"channel" text NOT NULL,
	"direction" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"subject" text,
	"summary" text NOT NULL,
	"sentiment" text,
	"sentiment_score" real,
	"untrusted" boolean DEFAULT false NOT NULL,
	"owner_id" text,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "interactions_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "pipelines" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"name" text NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	CONSTRAINT "pipelines_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "stages" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"pipeline_id" text NOT NULL,
	"name" text NOT NULL,
	"name_chinese" text,
	"position" integer NOT NULL,
	"probability" real NOT NULL,
	"outcome" text NOT NULL,
	CONSTRAINT "stages_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"title" text NOT NULL,
	"notes" text,
	"contact_id" text,
	"company_id" text,
	"deal_id" text,
	"ticket_id" text,
	"owner_id" text,
	"due_on" date,
	"priority" text DEFAULT 'normal' NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"completed_at" timestamp with time zone,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "tasks_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"actor_id" text NOT NULL,
	"contact_id" text,
	"ticket_id" text,
	"channel" text NOT NULL,
	"title" text,
	"status" text DEFAULT 'open' NOT NULL,
	"state" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "conversations_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "hand_offs" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"conversation_id" text NOT NULL,
	"ticket_id" text,
	"reason" text NOT NULL,
	"summary" text NOT NULL,
	"queue" text,
	"status" text DEFAULT 'waiting' NOT NULL,
	"taken_by" text,
	CONSTRAINT "hand_offs_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"workspace_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"role" text NOT NULL,
	"content" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "messages_workspace_id_conversation_id_ordinal_pk" PRIMARY KEY("workspace_id","conversation_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"number" text NOT NULL,
	"subject" text NOT NULL,
	"description" text,
	"contact_id" text,
	"company_id" text,
	"order_id" text,
	"status" text DEFAULT 'open' NOT NULL,
	"priority" text DEFAULT 'normal' NOT NULL,
	"queue" text,
	"owner_id" text,
	"channel" text,
	"sentiment" text,
	"untrusted" boolean DEFAULT true NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"resolved_at" timestamp with time zone,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "tickets_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"actor_id" text NOT NULL,
	"tool" text NOT NULL,
	"arguments" jsonb NOT NULL,
	"digest" text NOT NULL,
	"preview" jsonb NOT NULL,
	"reason" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	CONSTRAINT "approvals_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"sequence" bigint NOT NULL,
	"actor_id" text NOT NULL,
	"client" text NOT NULL,
	"tool" text NOT NULL,
	"conversation_id" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"items" jsonb,
	"salt" text,
	"payload_digest" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	"undoes" text[],
	"undone_by" text,
	CONSTRAINT "changes_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"workspace_id" text NOT NULL,
	"actor_id" text NOT NULL,
	"tool" text NOT NULL,
	"key" text NOT NULL,
	"digest" text NOT NULL,
	"response" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_workspace_id_actor_id_tool_key_pk" PRIMARY KEY("workspace_id","actor_id","tool","key")
);
--> statement-breakpoint
CREATE TABLE "predictions" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"kind" text NOT NULL,
	"subject_kind" text,
	"subject_id" text,
	"model" text NOT NULL,
	"model_version" integer NOT NULL,
	"inputs" jsonb NOT NULL,
	"output" jsonb NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"actual" jsonb,
	"scored_at" timestamp with time zone,
	CONSTRAINT "predictions_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "custom_fields" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"label" text NOT NULL,
	"label_chinese" text,
	"type" text NOT NULL,
	"options" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "custom_fields_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"language" text,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "users_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"currency" text NOT NULL,
	"language" text NOT NULL,
	"fiscal_year_start" integer DEFAULT 1 NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "workspaces_workspace_id_pk" PRIMARY KEY("workspace_id")
);
--> statement-breakpoint
CREATE INDEX "order_lines_order" ON "order_lines" USING btree ("workspace_id","order_id");--> statement-breakpoint
CREATE INDEX "order_lines_product" ON "order_lines" USING btree ("workspace_id","product_id");--> statement-breakpoint
CREATE INDEX "orders_contact" ON "orders" USING btree ("workspace_id","contact_id","ordered_at");--> statement-breakpoint
CREATE INDEX "orders_ordered" ON "orders" USING btree ("workspace_id","ordered_at");--> statement-breakpoint
CREATE INDEX "orders_number" ON "orders" USING btree ("workspace_id","number");--> statement-breakpoint
CREATE INDEX "payments_order" ON "payments" USING btree ("workspace_id","order_id");--> statement-breakpoint
CREATE INDEX "product_events_contact" ON "product_events" USING btree ("workspace_id","contact_id");--> statement-breakpoint
CREATE INDEX "product_reviews_product" ON "product_reviews" USING btree ("workspace_id","product_id");--> statement-breakpoint
CREATE INDEX "product_variants_product" ON "product_variants" USING btree ("workspace_id","product_id");--> statement-breakpoint
CREATE INDEX "returns_order" ON "returns" USING btree ("workspace_id","order_id");--> statement-breakpoint
CREATE INDEX "knowledge_chunks_document" ON "knowledge_chunks" USING btree ("workspace_id","document_id");--> statement-breakpoint
CREATE INDEX "knowledge_documents_source" ON "knowledge_documents" USING btree ("workspace_id","source");--> statement-breakpoint
CREATE INDEX "terms_record" ON "terms" USING btree ("workspace_id","record_id","kind");--> statement-breakpoint
CREATE INDEX "companies_owner" ON "companies" USING btree ("workspace_id","owner_id");--> statement-breakpoint
CREATE INDEX "contacts_owner" ON "contacts" USING btree ("workspace_id","owner_id");--> statement-breakpoint
CREATE INDEX "contacts_company" ON "contacts" USING btree ("workspace_id","company_id");--> statement-breakpoint
CREATE INDEX "contacts_stage" ON "contacts" USING btree ("workspace_id","lifecycle_stage");--> statement-breakpoint
CREATE INDEX "contacts_created" ON "contacts" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "deals_stage" ON "deals" USING btree ("workspace_id","stage_id");--> statement-breakpoint
CREATE INDEX "deals_contact" ON "deals" USING btree ("workspace_id","contact_id");--> statement-breakpoint
CREATE INDEX "deals_company" ON "deals" USING btree ("workspace_id","company_id");--> statement-breakpoint
CREATE INDEX "interactions_contact" ON "interactions" USING btree ("workspace_id","contact_id","occurred_at");--> statement-breakpoint
CREATE INDEX "interactions_occurred" ON "interactions" USING btree ("workspace_id","occurred_at");--> statement-breakpoint
CREATE INDEX "tasks_due" ON "tasks" USING btree ("workspace_id","status","due_on");--> statement-breakpoint
CREATE INDEX "tasks_contact" ON "tasks" USING btree ("workspace_id","contact_id");--> statement-breakpoint
CREATE INDEX "tickets_contact" ON "tickets" USING btree ("workspace_id","contact_id");--> statement-breakpoint
CREATE INDEX "tickets_status" ON "tickets" USING btree ("workspace_id","status");--> statement-breakpoint
CREATE UNIQUE INDEX "changes_sequence" ON "changes" USING btree ("workspace_id","sequence");--> statement-breakpoint
CREATE INDEX "changes_occurred" ON "changes" USING btree ("workspace_id","occurred_at");--> statement-breakpoint
CREATE INDEX "changes_conversation" ON "changes" USING btree ("workspace_id","conversation_id");