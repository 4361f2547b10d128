package io.entitycache.costs;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository of an entity without a cache. */
interface MemoRepository extends JpaRepository<Memo, Long> {

}
