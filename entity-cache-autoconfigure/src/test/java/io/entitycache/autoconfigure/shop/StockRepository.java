package io.entitycache.autoconfigure.shop;

import org.springframework.data.jpa.repository.JpaRepository;

public interface StockRepository extends JpaRepository<Stock, Stock.Key> {

}
