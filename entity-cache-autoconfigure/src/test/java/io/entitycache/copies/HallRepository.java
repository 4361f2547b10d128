package io.entitycache.copies;

import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository of the entity. */
public interface HallRepository extends JpaRepository<Hall, UUID> {

}
