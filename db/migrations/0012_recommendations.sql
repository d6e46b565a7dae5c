CREATE INDEX "product_events_product" ON "product_events" USING btree ("workspace_id","product_id","kind");--> statement-breakpoint
CREATE INDEX "product_reviews_contact" ON "product_reviews" USING btree ("workspace_id","contact_id");--> statement-breakpoint
CREATE INDEX "orders_company" ON "orders" USING btree ("workspace_id","company_id");