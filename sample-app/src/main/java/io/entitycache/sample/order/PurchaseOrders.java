package io.entitycache.sample.order;

import java.util.List;
import java.util.UUID;

import io.entitycache.EntityCache;
import io.entitycache.sample.NotFoundException;
import io.entitycache.sample.catalog.Product;
import io.entitycache.sample.customer.CustomerRepository;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Places and ships orders, each method in a transaction. */
@Service
@Transactional
class PurchaseOrders {

	private final PurchaseOrderRepository orders;

	private final CustomerRepository customers;

	private final EntityCache<Product, Long> products;

	PurchaseOrders(PurchaseOrderRepository orders, CustomerRepository customers, EntityCache<Product, Long> products) {
		this.orders = orders;
		this.customers = customers;
		this.products = products;
	}

	/** A cached product is a detached copy, good for reading its price. */
	PurchaseOrder place(NewOrder order) {
		List<OrderLine> lines = order.items().stream().map(this::line).toList();
		return this.customers.findById(order.customerId())
			.map((customer) -> this.orders.save(new PurchaseOrder(customer, lines)))
			.orElseThrow(() -> new NotFoundException("customer", "id", order.customerId()));
	}

	private OrderLine line(NewOrder.Item item) {
		Product product = this.products.findBy("sku", item.sku())
			.orElseThrow(() -> new NotFoundException("product", "sku", item.sku()));
		return new OrderLine(product.getSku(), item.quantity(), product.getPrice());
	}

	void ship(UUID id) {
		this.orders.findById(id).orElseThrow(() -> new NotFoundException("order", "id", id)).ship();
	}

}
