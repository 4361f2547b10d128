package io.entitycache.copies;

import org.springframework.data.jpa.repository.JpaRepository;

/** The repository of accounts. */
public interface AccountRepository extends JpaRepository<Account, Long> {

}
