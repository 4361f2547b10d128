package io.entitycache.sample.order;

/** How far an order is. */
public enum OrderStatus {

	PLACED, SHIPPED

}
