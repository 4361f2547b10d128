package io.entitycache.jpa.changes;

import io.entitycache.jpa.changes.Shop.Product;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/** A repository as applications write it. */
interface ShopRepository extends JpaRepository<Product, Long> {

	@Modifying
	@Transactional
	@Query("update Product p set p.name = :name")
	int renameAll(String name);

	@Modifying
	@Transactional
	@Query(value = "update product set name = :name", nativeQuery = true)
	int renameAllNatively(String name);

}
