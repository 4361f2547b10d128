package io.entitycache.costs;

import org.springframework.data.jpa.repository.JpaRepository;

/** Has the entity cached. */
interface CoinRepository extends JpaRepository<Coin, Long> {

}
