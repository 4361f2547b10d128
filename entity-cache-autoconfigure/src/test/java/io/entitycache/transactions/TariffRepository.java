package io.entitycache.transactions;

import org.springframework.data.jpa.repository.JpaRepository;

/** Has the entity cached. */
interface TariffRepository extends JpaRepository<Tariff, Long> {

}
