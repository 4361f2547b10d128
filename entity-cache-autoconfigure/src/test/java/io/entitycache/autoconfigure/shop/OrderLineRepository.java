package io.entitycache.autoconfigure.shop;

import org.springframework.data.jpa.repository.JpaRepository;

public interface OrderLineRepository extends JpaRepository<OrderLine, OrderLine.Key> {

}
