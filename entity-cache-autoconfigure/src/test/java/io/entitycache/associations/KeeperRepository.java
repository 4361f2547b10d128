package io.entitycache.associations;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository. */
interface KeeperRepository extends JpaRepository<Keeper, Long> {

}
