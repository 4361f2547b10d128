package io.entitycache.associations;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository. */
interface OwnerRepository extends JpaRepository<Owner, Long> {

}
