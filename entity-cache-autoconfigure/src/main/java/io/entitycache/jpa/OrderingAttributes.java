package io.entitycache.jpa;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.persistence.MapKey;
import jakarta.persistence.OrderBy;
import org.hibernate.annotations.SQLJoinTableRestriction;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * The attributes of a collection's members that decide about their place in it: by order,
 * as a map's key, or whether they are there at all.
 *
 * @param any whether any attribute may
 * @param bySql whether their order may go by any attribute
 * @param names the attributes
 */
record OrderingAttributes(boolean any, boolean bySql, Set<String> names) {

	/* A path, which way, and where null stands. Everything else is an expression. */

	private static final Pattern PATH = Pattern.compile(
			"([\\w$]+)(?:\\.[\\w$.]+)?(?:\\s+(?:asc|desc))?(?:\\s+nulls\\s+(?:first|last))?", Pattern.CASE_INSENSITIVE);

	static OrderingAttributes of(CollectionPersister collection) {
		AnnotatedElement member = member(collection);
		EntityPersister target = collection.getElementPersister();
		Set<String> names = new HashSet<>();
		OrderBy order = (member != null) ? member.getAnnotation(OrderBy.class) : null;
		boolean ordered = collection.hasOrdering() || collection.hasManyToManyOrdering();
		boolean bySql = (order != null) ? !addNames(order.value(), target, names) : ordered;
		MapKey mapKey = (member != null) ? member.getAnnotation(MapKey.class) : null;
		if (mapKey != null && !mapKey.name().isEmpty()) {
			names.add(mapKey.name());
		}
		return new OrderingAttributes(bySql || isRestricted(member, collection), bySql, names);
	}

	/** Of an association that leads to one. */
	static OrderingAttributes ofOne(EntityPersister target) {
		return new OrderingAttributes(
				AnnotatedElementUtils.hasAnnotation(target.getMappedClass(), SQLRestriction.class),
				/* bySql= */ false, Set.of());
	}

	/**
	 * The SQL that says which elements of the collection there are, beside their keys.
	 */
	static List<String> restrictions(CollectionPersister collection) {
		AnnotatedElement member = member(collection);
		List<String> restrictions = new ArrayList<>();
		if (member != null && member.isAnnotationPresent(SQLRestriction.class)) {
			restrictions.add(member.getAnnotation(SQLRestriction.class).value());
		}
		if (member != null && member.isAnnotationPresent(SQLJoinTableRestriction.class)) {
			restrictions.add(member.getAnnotation(SQLJoinTableRestriction.class).value());
		}
		return restrictions;
	}

	private static @Nullable AnnotatedElement member(CollectionPersister collection) {
		Member member = collection.getAttributeMapping().getPropertyAccess().getGetter().getMember();
		return (member instanceof AnnotatedElement element) ? element : null;
	}

	private static boolean isRestricted(@Nullable AnnotatedElement member, CollectionPersister collection) {
		return member == null || member.isAnnotationPresent(SQLRestriction.class)
				|| member.isAnnotationPresent(SQLJoinTableRestriction.class)
				|| collection instanceof AbstractCollectionPersister other && other.hasWhereRestrictions()
				|| AnnotatedElementUtils.hasAnnotation(collection.getElementPersister().getMappedClass(),
						SQLRestriction.class);
	}

	/**
	 * Takes the first name of each path in "name desc, address.city"; tells whether that
	 * is all that the order goes by.
	 */
	private static boolean addNames(String order, EntityPersister target, Set<String> names) {
		if (order.isBlank()) {
			return true;
		}
		for (String item : order.split(",")) {
			Matcher path = PATH.matcher(item.trim());
			if (!path.matches() || target.findAttributeMapping(path.group(1)) == null
					&& !path.group(1).equals(target.getIdentifierPropertyName())) {
				return false;
			}
			names.add(path.group(1));
		}
		return true;
	}

	/** Whether a member's place changes, if its state before is what it was. */
	boolean isChangedBy(RowWrite change) {
		return isUpdate(change) && (this.any || this.names.stream().anyMatch(change::changes));
	}

	/** Whether a member's place may change, whatever its state before was. */
	boolean isWrittenBy(RowWrite change) {
		return isUpdate(change) && (this.any || this.names.stream().anyMatch(change::writes));
	}

	/** Whether it is certain what decided about a member's place. */
	Certainty certaintyIn(RowWrite change) {
		return this.names.stream()
			.filter(change::writes)
			.map(change::certaintyOf)
			.reduce(Certainty.SURE, Certainty::and);
	}

	private static boolean isUpdate(RowWrite change) {
		return change.kind() == RowWrite.Kind.UPDATE || change.kind() == RowWrite.Kind.UPSERT;
	}

}
