package io.entitycache.sample.order;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.entitycache.sample.customer.Customer;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** What a customer has bought at one time. */
@Entity
public class PurchaseOrder {

	@Id
	@GeneratedValue(strategy = GenerationType.UUID)
	private @Nullable UUID id;

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	private Customer customer;

	@Enumerated(EnumType.STRING)
	@Column(nullable = false, length = 20)
	private OrderStatus status;

	@ElementCollection
	@OrderColumn(name = "position")
	private List<OrderLine> lines = new ArrayList<>();

	@Version
	@Column(nullable = false)
	private long version;

	@SuppressWarnings("NullAway.Init")
	protected PurchaseOrder() {
	}

	public PurchaseOrder(Customer customer, List<OrderLine> lines) {
		this.customer = customer;
		this.status = OrderStatus.PLACED;
		this.lines.addAll(lines);
	}

	public void ship() {
		this.status = OrderStatus.SHIPPED;
	}

	public @Nullable UUID getId() {
		return this.id;
	}

	public Customer getCustomer() {
		return this.customer;
	}

	public OrderStatus getStatus() {
		return this.status;
	}

	public List<OrderLine> getLines() {
		return List.copyOf(this.lines);
	}

}
