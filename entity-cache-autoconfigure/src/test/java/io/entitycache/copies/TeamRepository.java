package io.entitycache.copies;

import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository of the entity. */
public interface TeamRepository extends JpaRepository<Team, UUID> {

}
