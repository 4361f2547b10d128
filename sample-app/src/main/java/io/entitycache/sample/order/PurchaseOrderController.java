package io.entitycache.sample.order;

import java.util.List;
import java.util.UUID;

import io.entitycache.EntityCache;
import io.entitycache.sample.NotFoundException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP. */
@RestController
@RequestMapping("/orders")
class PurchaseOrderController {

	private final EntityCache<PurchaseOrder, UUID> cache;

	private final PurchaseOrders orders;

	PurchaseOrderController(EntityCache<PurchaseOrder, UUID> cache, PurchaseOrders orders) {
		this.cache = cache;
		this.orders = orders;
	}

	@GetMapping("/{id}")
	OrderView findById(@PathVariable UUID id) {
		return this.cache.findById(id).map(OrderView::of).orElseThrow(() -> new NotFoundException("order", "id", id));
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	OrderView place(@RequestBody NewOrder order) {
		return OrderView.of(this.orders.place(order));
	}

	@PutMapping("/{id}/shipment")
	OrderView ship(@PathVariable UUID id) {
		this.orders.ship(id);
		// After the commit the cache knows no older state.
		return findById(id);
	}

	/**
	 * What the shop tells of an order. The customer of a cached order is a reference that
	 * knows its id, which is all that is asked of it here.
	 */
	record OrderView(@Nullable UUID id, @Nullable Long customerId, OrderStatus status, List<OrderLine> lines) {

		static OrderView of(PurchaseOrder order) {
			return new OrderView(order.getId(), order.getCustomer().getId(), order.getStatus(), order.getLines());
		}

	}

}
