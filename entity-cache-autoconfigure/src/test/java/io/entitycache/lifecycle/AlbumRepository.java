package io.entitycache.lifecycle;

import java.util.Optional;

import org.springframework.data.jpa.repository.JpaRepository;

public interface AlbumRepository extends JpaRepository<Album, Long> {

	Optional<Album> findByCode(String code);

}
