package io.entitycache.sample.customer;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** Somebody who buys. */
@Entity
public class Customer {

	// The ids below are those of the customers that the shop starts with.
	private static final int FIRST_GENERATED_ID = 101;

	@Id
	@GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "customer_seq")
	@SequenceGenerator(name = "customer_seq", initialValue = FIRST_GENERATED_ID)
	private @Nullable Long id;

	@Column(nullable = false, unique = true)
	private String email;

	@Column(nullable = false)
	private String name;

	@Embedded
	private Address address;

	@Version
	@Column(nullable = false)
	private long version;

	@SuppressWarnings("NullAway.Init")
	protected Customer() {
	}

	public void moveTo(Address newAddress) {
		this.address = newAddress;
	}

	public @Nullable Long getId() {
		return this.id;
	}

	public String getEmail() {
		return this.email;
	}

	public String getName() {
		return this.name;
	}

	public Address getAddress() {
		return this.address;
	}

}
