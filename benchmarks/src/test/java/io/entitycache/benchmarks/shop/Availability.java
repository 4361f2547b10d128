package io.entitycache.benchmarks.shop;

/** Whether a product can be bought. */
public enum Availability {

	IN_STOCK, ON_ORDER, SOLD_OUT, DISCONTINUED

}
