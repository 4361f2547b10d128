package io.entitycache.reliability.counter;

import org.springframework.data.jpa.repository.JpaRepository;

/** Makes the counter an entity that can be cached. */
public interface Counters extends JpaRepository<Counter, Long> {

}
