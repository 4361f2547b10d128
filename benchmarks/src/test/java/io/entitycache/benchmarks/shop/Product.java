package io.entitycache.benchmarks.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** The entity that everybody reads and writes. */
@Entity
@Table(name = "product")
public class Product extends ProductData {

	private static final long serialVersionUID = 1;

}
