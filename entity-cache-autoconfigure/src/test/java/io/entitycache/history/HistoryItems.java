package io.entitycache.history;

import org.springframework.data.jpa.repository.JpaRepository;

/** Makes the item an entity that can be cached. */
public interface HistoryItems extends JpaRepository<HistoryItem, Long> {

}
