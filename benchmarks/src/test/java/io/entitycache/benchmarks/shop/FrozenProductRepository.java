package io.entitycache.benchmarks.shop;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository that names the frozen products' cache. */
public interface FrozenProductRepository extends JpaRepository<FrozenProduct, Long> {

}
