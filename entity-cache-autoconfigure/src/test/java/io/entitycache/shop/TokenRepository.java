package io.entitycache.shop;

import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository of tokens. */
public interface TokenRepository extends JpaRepository<Token, UUID> {

}
