package io.entitycache.benchmarks.shop;

import org.springframework.data.jpa.repository.JpaRepository;

/** The plain repository. */
public interface ProductRepository extends JpaRepository<Product, Long> {

}
