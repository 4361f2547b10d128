package io.entitycache.shop;

import org.springframework.data.jpa.repository.JpaRepository;

/** Makes the parcel an entity that can be cached. */
public interface ParcelRepository extends JpaRepository<Parcel, Long> {

}
