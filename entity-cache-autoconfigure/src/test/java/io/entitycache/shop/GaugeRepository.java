package io.entitycache.shop;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository of gauges. */
public interface GaugeRepository extends JpaRepository<Gauge, Long> {

}
