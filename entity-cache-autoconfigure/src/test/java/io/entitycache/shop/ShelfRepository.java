package io.entitycache.shop;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository of shelves. */
public interface ShelfRepository extends JpaRepository<Shelf, Shelf.Place> {

}
