package io.entitycache.reliability.after;

import org.springframework.data.jpa.repository.JpaRepository;

/** Makes the gadget an entity that can be cached. */
public interface Gadgets extends JpaRepository<Gadget, Long> {

}
