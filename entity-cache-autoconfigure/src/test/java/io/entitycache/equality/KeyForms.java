package io.entitycache.equality;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

import io.entitycache.EntityCache;

/** An entity whose ids have several forms that the database takes for equal. */
enum KeyForms {

	/** Texts that differ in case. */
	CASE(Account.class, String.class, "Foo", "fOO", "FOO", (id, name) -> new Account((String) id, name)),

	/** Numbers that differ in their scale. */
	SCALE(Price.class, BigDecimal.class, new BigDecimal("1.50"), new BigDecimal("1.5"), new BigDecimal("1.500"),
			(id, name) -> new Price((BigDecimal) id, name)),

	/** Texts that differ in blanks at the end. */
	BLANKS(Shelf.class, String.class, "ab", "ab  ", "ab        ", (id, name) -> new Shelf((String) id, name));

	final Class<? extends Named> type;

	final Object stored;

	final Object other;

	final Object third;

	private final Class<?> idType;

	private final BiFunction<Object, String, Named> factory;

	KeyForms(Class<? extends Named> type, Class<?> idType, Object stored, Object other, Object third,
			BiFunction<Object, String, Named> factory) {
		this.type = type;
		this.idType = idType;
		this.stored = stored;
		this.other = other;
		this.third = third;
		this.factory = factory;
	}

	List<Object> all() {
		return List.of(this.stored, this.other, this.third);
	}

	Named create(Object id, String name) {
		return this.factory.apply(id, name);
	}

	String table() {
		return this.type.getSimpleName().toLowerCase(Locale.ROOT);
	}

	@SuppressWarnings("unchecked")
	EntityCache<Named, Object> cache(KeyNode node) {
		return (EntityCache<Named, Object>) (EntityCache<?, ?>) node.caches().get(this.type, this.idType);
	}

	/** The name of the row with this id in a node's cache. */
	Optional<String> name(KeyNode node, Object id) {
		return cache(node).findById(id).map(Named::getName);
	}

}
