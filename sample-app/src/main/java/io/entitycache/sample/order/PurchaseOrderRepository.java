package io.entitycache.sample.order;

import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;

/** The orders in the database. */
public interface PurchaseOrderRepository extends JpaRepository<PurchaseOrder, UUID> {

}
