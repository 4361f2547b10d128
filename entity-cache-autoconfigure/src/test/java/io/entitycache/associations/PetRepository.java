package io.entitycache.associations;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository. */
interface PetRepository extends JpaRepository<Pet, Long> {

}
