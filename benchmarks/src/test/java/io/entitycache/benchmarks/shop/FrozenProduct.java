package io.entitycache.benchmarks.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** The same row, for callers that may share one instance because nobody changes it. */
@Entity
@Immutable
@Table(name = "product")
public class FrozenProduct extends ProductData {

	private static final long serialVersionUID = 1;

}
