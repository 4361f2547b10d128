package io.entitycache.sample.customer;

import io.entitycache.EntityCache;
import io.entitycache.sample.NotFoundException;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Customers over HTTP. */
@RestController
@RequestMapping("/customers")
class CustomerController {

	private final EntityCache<Customer, Long> customers;

	private final CustomerChanges changes;

	CustomerController(EntityCache<Customer, Long> customers, CustomerChanges changes) {
		this.customers = customers;
		this.changes = changes;
	}

	@GetMapping("/{id}")
	CustomerView findById(@PathVariable long id) {
		return this.customers.findById(id)
			.map(CustomerView::of)
			.orElseThrow(() -> new NotFoundException("customer", "id", id));
	}

	@GetMapping("/by-email/{email}")
	CustomerView findByEmail(@PathVariable String email) {
		return this.customers.findBy("email", email)
			.map(CustomerView::of)
			.orElseThrow(() -> new NotFoundException("customer", "email", email));
	}

	@PutMapping("/{id}/address")
	CustomerView move(@PathVariable long id, @RequestBody Address address) {
		return CustomerView.of(this.changes.move(id, address));
	}

	/** What the shop tells of a customer. */
	record CustomerView(@Nullable Long id, String email, String name, Address address) {

		static CustomerView of(Customer customer) {
			return new CustomerView(customer.getId(), customer.getEmail(), customer.getName(), customer.getAddress());
		}

	}

}
