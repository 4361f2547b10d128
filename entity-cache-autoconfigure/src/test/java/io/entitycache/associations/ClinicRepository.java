package io.entitycache.associations;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository. */
interface ClinicRepository extends JpaRepository<Clinic, Long> {

}
