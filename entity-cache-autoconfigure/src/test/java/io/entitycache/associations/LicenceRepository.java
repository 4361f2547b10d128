package io.entitycache.associations;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository. */
interface LicenceRepository extends JpaRepository<Licence, Long> {

}
