package io.entitycache.reliability.before;

import org.springframework.data.jpa.repository.JpaRepository;

/** Makes the gadget an entity that can be cached. */
public interface Gadgets extends JpaRepository<Gadget, Long> {

}
