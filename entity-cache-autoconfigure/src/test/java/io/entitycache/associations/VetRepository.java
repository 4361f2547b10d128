package io.entitycache.associations;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository. */
interface VetRepository extends JpaRepository<Vet, Long> {

}
