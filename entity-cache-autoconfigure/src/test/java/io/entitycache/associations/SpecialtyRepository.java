package io.entitycache.associations;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository. */
interface SpecialtyRepository extends JpaRepository<Specialty, Long> {

}
