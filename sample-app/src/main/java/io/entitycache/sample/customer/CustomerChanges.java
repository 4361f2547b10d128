package io.entitycache.sample.customer;

import io.entitycache.sample.NotFoundException;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes customers, each method in a transaction. */
@Service
@Transactional
public class CustomerChanges {

	private final CustomerRepository customers;

	CustomerChanges(CustomerRepository customers) {
		this.customers = customers;
	}

	public Customer move(long id, Address address) {
		Customer customer = this.customers.findById(id).orElseThrow(() -> new NotFoundException("customer", "id", id));
		customer.moveTo(address);
		return customer;
	}

}
