package io.entitycache.associations;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository. */
interface WorkerRepository extends JpaRepository<Worker, Long> {

}
