package io.entitycache.shop;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository of items. */
public interface ItemRepository extends JpaRepository<Item, Long> {

}
