package io.entitycache.sample.customer;

import org.springframework.data.jpa.repository.JpaRepository;

/** The customers in the database. */
public interface CustomerRepository extends JpaRepository<Customer, Long> {

}
