package io.entitycache.shop;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository of notes. */
public interface NoteRepository extends JpaRepository<Note, String> {

}
